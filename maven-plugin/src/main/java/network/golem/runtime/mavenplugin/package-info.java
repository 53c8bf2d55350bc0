/// The packager as a goal of Maven.
@NullMarked
package network.golem.runtime.mavenplugin;

import org.jspecify.annotations.NullMarked;
