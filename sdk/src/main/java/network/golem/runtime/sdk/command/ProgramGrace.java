package network.golem.runtime.sdk.command;

import java.util.concurrent.TimeUnit;

/// How long a command's programs have between the signal that begins its end, and SIGKILL.
///
/// The command itself has [#FOR_LAST_OUTPUT_NANOS] longer, so that the last of its programs' output
/// can still be sent: see [#ofCommand(long)].
///
/// The figures are repeated in the Javadoc of `RuntimeDef` and `Command`, in that of `StopTimes`
/// and `Shutdown`, and in the guide.
public final class ProgramGrace {
  /// When the runtime ends: from SIGTERM to SIGKILL. It is less if there is less time for stopping;
  /// see `StopTimes`.
  public static final long AT_SHUTDOWN_NANOS = TimeUnit.MILLISECONDS.toNanos(1200);

  /// When the command is killed by a signal that begins its end. Its own code has the same, if
  /// there are no programs.
  static final long AFTER_SIGNAL_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long FOR_LAST_OUTPUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final double LARGEST_PART_FOR_LAST_OUTPUT = 0.4;

  private ProgramGrace() {}

  /// What a command has altogether if its programs have this.
  public static long ofCommand(long programs) {
    return programs + FOR_LAST_OUTPUT_NANOS;
  }

  /// What the programs have of what a command has: all but the time for the last output, which is
  /// two fifths at most.
  public static long within(long ofCommand) {
    return ofCommand
        - Math.min(FOR_LAST_OUTPUT_NANOS, (long) (ofCommand * LARGEST_PART_FOR_LAST_OUTPUT));
  }
}
