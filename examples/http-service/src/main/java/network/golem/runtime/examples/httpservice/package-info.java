/// A runtime that sells access to an HTTP service.
@NullMarked
package network.golem.runtime.examples.httpservice;

import org.jspecify.annotations.NullMarked;
