package network.golem.runtime.testkit;

/// A command that was requested.
public interface RunningCommand {

  /// The pid that the runtime gave it. Waits for the answer.
  ///
  /// @throws AssertionError if the command is refused
  long pid();

  /// Waits until the command has printed this.
  RunningCommand awaitStdout(String text);

  /// Waits until the command has printed this to standard error.
  RunningCommand awaitStderr(String text);

  /// Sends it a signal, and waits for the answer.
  ///
  /// @throws AssertionError if the signal is refused
  RunningCommand kill(int signal);

  /// Waits until the command has ended.
  CommandResult await();
}
