/// A provider's plugin directory: the descriptors of the runtimes that lie in it, the presets that
/// offer them, and what they cost.
@NullMarked
package network.golem.runtime.provider;

import org.jspecify.annotations.NullMarked;
