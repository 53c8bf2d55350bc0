@NullMarked
package network.golem.runtime.packager;

import org.jspecify.annotations.NullMarked;
