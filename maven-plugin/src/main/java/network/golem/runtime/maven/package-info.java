/// The packager as a goal of Maven.
@NullMarked
package network.golem.runtime.maven;

import org.jspecify.annotations.NullMarked;
