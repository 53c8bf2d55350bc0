/// A runtime with a server that lives as long as the activity.
@NullMarked
package network.golem.runtime.examples.service;

import org.jspecify.annotations.NullMarked;
