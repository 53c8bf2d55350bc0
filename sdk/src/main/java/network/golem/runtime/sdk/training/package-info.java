/// What a build plays so that Java remembers what a runtime's start needs.
@NullMarked
package network.golem.runtime.sdk.training;

import org.jspecify.annotations.NullMarked;
