/// The descendants of programs: this process adopts those that lose their parents, reaps those that
/// have ended, and counts their processor time.
@NullMarked
package network.golem.runtime.sdk.processes.accounting;

import org.jspecify.annotations.NullMarked;
