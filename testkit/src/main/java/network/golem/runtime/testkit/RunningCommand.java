package network.golem.runtime.testkit;

/// A command that has been asked for.
public interface RunningCommand {

  /// The pid that the runtime gave it. Waits for the answer.
  ///
  /// @throws AssertionError where it is refused
  long pid();

  /// Waits until the command has printed this.
  RunningCommand awaitStdout(String text);

  /// Waits until the command has printed this to standard error.
  RunningCommand awaitStderr(String text);

  /// Sends it a signal, and waits for the answer.
  ///
  /// @throws AssertionError where the signal is refused
  RunningCommand kill(int signal);

  /// Waits for its end.
  CommandResult await();
}
