package network.golem.runtime.sdk.processes.accounting;

import java.time.Duration;
import network.golem.runtime.sdk.posix.Signal;

/// How a program ended.
///
/// @param code its exit code, or 128 + n where signal n ended it
/// @param cpu the processor time that it used, with the children that it waited for
public record Exit(int code, Duration cpu) {

  /// @param status a wait status
  public static Exit of(int status, Duration cpu) {
    Signal signal = new Signal(status & 0x7f);
    return new Exit(signal.isNone() ? (status >> 8) & 0xff : signal.exitCode(), cpu);
  }
}
