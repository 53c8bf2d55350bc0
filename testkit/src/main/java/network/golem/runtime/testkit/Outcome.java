package network.golem.runtime.testkit;

import java.nio.charset.StandardCharsets;

/// What a command or a phase came to.
public sealed interface Outcome permits CommandResult, ProgramResult {

  /// What was executed, in words.
  String what();

  /// The exit code; -1, as the supervisor reports it, for a command that was refused.
  int code();

  /// All that it printed to standard output.
  byte[] stdoutBytes();

  /// All that it printed to standard error.
  byte[] stderrBytes();

  /// The same as UTF-8 text.
  default String stdout() {
    return new String(stdoutBytes(), StandardCharsets.UTF_8);
  }

  /// The same as UTF-8 text.
  default String stderr() {
    return new String(stderrBytes(), StandardCharsets.UTF_8);
  }
}
