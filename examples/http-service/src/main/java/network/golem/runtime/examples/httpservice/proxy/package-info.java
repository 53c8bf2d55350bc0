/// The proxy in front of the service.
@NullMarked
package network.golem.runtime.examples.httpservice.proxy;

import org.jspecify.annotations.NullMarked;
