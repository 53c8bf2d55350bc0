/// What an author's definition says, checked.
@NullMarked
package network.golem.runtime.sdk.definition;

import org.jspecify.annotations.NullMarked;
