/// What a service is, as its file describes it.
@NullMarked
package network.golem.runtime.examples.httpservice.service;

import org.jspecify.annotations.NullMarked;
