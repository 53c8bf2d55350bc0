/// Requests, counted on disk.
@NullMarked
package network.golem.runtime.examples.httpservice.counting;

import org.jspecify.annotations.NullMarked;
