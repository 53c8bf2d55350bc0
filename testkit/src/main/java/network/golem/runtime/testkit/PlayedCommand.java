package network.golem.runtime.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.ExeResult;
import org.assertj.core.api.AssertProvider;

/// How a command of a script ended. AssertJ's own `assertThat(command)` returns a
/// [PlayedCommandAssert].
public final class PlayedCommand implements Outcome, AssertProvider<PlayedCommandAssert> {
  private final ExeCommand command;
  private final ExeResult result;
  private final byte[] stdout;
  private final byte[] stderr;

  PlayedCommand(ExeCommand command, ExeResult result, byte[] stdout, byte[] stderr) {
    this.command = command;
    this.result = result;
    this.stdout = stdout;
    this.stderr = stderr;
  }

  @Override
  public PlayedCommandAssert assertThat() {
    return new PlayedCommandAssert(this);
  }

  /// The command in the script's words, such as `run greet Ada`.
  @Override
  public String what() {
    return (command.name() + " " + command.details()).strip();
  }

  /// The exit code; -1, as a node reports it, if the runtime or the script failed.
  @Override
  public int code() {
    return result.code();
  }

  /// Everything that it wrote to standard output, whatever its `capture` says.
  @Override
  public byte[] stdoutBytes() {
    return stdout.clone();
  }

  /// Everything that it wrote to standard error, whatever its `capture` says.
  @Override
  public byte[] stderrBytes() {
    return stderr.clone();
  }

  /// What went wrong, in the words that a node sends to the requestor; empty if it succeeded.
  public Optional<String> message() {
    return result.message();
  }

  /// The runtime's own sentence, if it has refused the command, with its code and context in
  /// parentheses.
  public Optional<String> runtimesWords() {
    return result.runtimesWords();
  }

  /// How long it took.
  public Duration took() {
    return result.time();
  }

  /// The whole result, for people.
  @Override
  public String toString() {
    Map<String, String> more = new LinkedHashMap<>();
    runtimesWords().ifPresent(words -> more.put("runtime", words));
    message().ifPresent(message -> more.put("node", message));
    if (!result.explanation().isEmpty()) {
      more.put("explanation", result.explanation().replace("\n", "\n    "));
    }
    return Description.of(
        this,
        result.succeeded() ? " succeeded" : " failed with code " + code(),
        result.time(),
        more);
  }
}
