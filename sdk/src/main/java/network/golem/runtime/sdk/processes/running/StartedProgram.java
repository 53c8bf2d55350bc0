package network.golem.runtime.sdk.processes.running;

import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.processes.accounting.Exit;

/// A running program. Its holder calls [#await(ProgramOutput, Runnable)] and, if that does not
/// return an exit, [#end()].
public interface StartedProgram {

  long pid();

  /// Copies a stream to the program's standard input, on a thread of its own, until either ends.
  /// May be called at most once, and only if the program was started with `fed`.
  ///
  /// @throws OutOfMemoryError if no thread is available; the program must then be ended
  void feed(ProgramInput input);

  /// Passes on the program's output, on this thread, until the program has ended and its output is
  /// at its end. If a process that it has started holds the output open, this returns 200 ms after
  /// everything that was in the pipe when the program ended has been read.
  ///
  /// @param beforeGivingUp runs before this throws and before the output is closed: closing it can
  ///   kill the program, whose descendants could then no longer be found
  Exit await(ProgramOutput output, Runnable beforeGivingUp) throws InterruptedException;

  /// Whether the program has been reaped, so that its pid may belong to another process.
  boolean hasEnded();

  /// Kills the program without reading its output.
  void end();
}
