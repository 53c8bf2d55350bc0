package network.golem.runtime.sdk.processes.accounting;

import java.time.Duration;
import network.golem.runtime.sdk.posix.Signal;

/// How a program ended.
///
/// @param code its exit code, or 128 + n if signal n ended it
/// @param cpu the processor time that it used, including that of children that it reaped
public record Exit(int code, Duration cpu) {

  /// @param status the wait status
  public static Exit of(int status, Duration cpu) {
    Signal signal = new Signal(status & 0x7f);
    return new Exit(signal.isNone() ? (status >> 8) & 0xff : signal.exitCode(), cpu);
  }
}
