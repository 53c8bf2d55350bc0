package network.golem.runtime.testkit;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A command of a session.
final class SessionCommand implements RunningCommand {
  private final RuntimeSession session;
  private final SessionHistory history;
  private final CommandHistory command;

  SessionCommand(RuntimeSession session, SessionHistory history, long requestId) {
    this.session = session;
    this.history = history;
    this.command = history.awaitCommand(requestId);
  }

  @Override
  public long pid() {
    return switch (history.await(command, "the answer to " + command.what(), command::answer)) {
      case Answer.Accepted(long pid) -> pid;
      case Answer.Refused refused ->
          throw history.failure(command.what() + " was refused: " + refused);
    };
  }

  @Override
  public RunningCommand awaitStdout(String text) {
    return awaitOutput("stdout", text, command::stdout);
  }

  @Override
  public RunningCommand awaitStderr(String text) {
    return awaitOutput("stderr", text, command::stderr);
  }

  private RunningCommand awaitOutput(String stream, String text, Supplier<String> printed) {
    var _ =
        history.await(
            command,
            "%s of %s to contain %s".formatted(stream, command.what(), Quoted.line(text)),
            () -> printed.get().contains(text) ? true : null,
            () -> ended());
    return this;
  }

  private @Nullable String ended() {
    CommandResult result = command.result();
    return result == null ? null : result.toString();
  }

  @Override
  public RunningCommand kill(int signal) {
    long pid = pid();
    if (session.kill(pid, signal) instanceof Answer.Refused refused) {
      throw history.failure("The signal " + signal + " to pid " + pid + " was refused: " + refused);
    }
    return this;
  }

  @Override
  public CommandResult await() {
    return history.await(command, "the end of " + command.what(), command::result);
  }
}
