/// Configuration files, and the binding of what they say to the author's types. Loaded where a
/// runtime asks for it.
@NullMarked
package network.golem.runtime.sdk.config;

import org.jspecify.annotations.NullMarked;
