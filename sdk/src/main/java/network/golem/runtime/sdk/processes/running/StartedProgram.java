package network.golem.runtime.sdk.processes.running;

import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.processes.accounting.Exit;

/// A program that runs. Its holder calls [#await(ProgramOutput, Runnable)], and where that does not
/// return an exit, [#end()].
public interface StartedProgram {

  long pid();

  /// Writes this to its standard input, on a thread of its own, until one of them ends. At most
  /// once, and only if it was started for that.
  ///
  /// @throws OutOfMemoryError if the system has no thread to give; then it must be ended
  void feed(ProgramInput input);

  /// Hands on its output, on this thread, until it has ended and its output is at its end; or,
  /// where something that it started holds the output open, until 200 ms after all that lay there
  /// when it ended has been taken.
  ///
  /// @param beforeGivingUp done before this throws, and before the output is closed: a program can
  ///   die of that, and what descends from it could not be found any more
  Exit await(ProgramOutput output, Runnable beforeGivingUp) throws InterruptedException;

  /// Whether it has ended and been waited for, so that its number may be another process's.
  boolean hasEnded();

  /// Ends it at once, without a look at its output.
  void end();
}
