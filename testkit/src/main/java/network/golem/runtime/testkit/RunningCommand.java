package network.golem.runtime.testkit;

/// A command whose run was requested.
public interface RunningCommand {

  /// The pid that the runtime has assigned. Waits for the answer.
  ///
  /// @throws AssertionError if the command is refused
  long pid();

  /// Waits until the command's standard output contains this string.
  RunningCommand awaitStdout(String text);

  /// Waits until the command's standard error contains this string.
  RunningCommand awaitStderr(String text);

  /// Sends a signal to the command, and waits for the answer.
  ///
  /// @throws AssertionError if the signal is refused
  RunningCommand kill(int signal);

  /// Waits until the command has ended, and returns its result.
  CommandResult await();
}
