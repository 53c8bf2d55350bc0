@NullMarked
package network.golem.runtime.interop;

import org.jspecify.annotations.NullMarked;
