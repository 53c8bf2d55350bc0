/// The users of an activity, and their passwords.
@NullMarked
package network.golem.runtime.examples.httpservice.users;

import org.jspecify.annotations.NullMarked;
