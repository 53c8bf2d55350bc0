package network.golem.runtime.testkit;

import java.nio.charset.StandardCharsets;

/// How a command or a phase ended, in a session, by itself, or in a play.
public sealed interface Outcome permits CommandResult, PlayedCommand, ProgramResult {

  /// A description of what was executed.
  String what();

  /// The exit code; -1, as the supervisor reports it, if a command was refused.
  int code();

  /// Everything that was written to standard output.
  byte[] stdoutBytes();

  /// Everything that was written to standard error.
  byte[] stderrBytes();

  /// Standard output as UTF-8.
  default String stdout() {
    return new String(stdoutBytes(), StandardCharsets.UTF_8);
  }

  /// Standard error as UTF-8.
  default String stderr() {
    return new String(stderrBytes(), StandardCharsets.UTF_8);
  }
}
