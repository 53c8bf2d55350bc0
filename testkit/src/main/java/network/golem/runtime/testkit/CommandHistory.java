package network.golem.runtime.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import org.jspecify.annotations.Nullable;

/// What has happened to one command so far. Guarded by the lock of its [SessionHistory].
final class CommandHistory {
  private final String what;
  private final Duration asked;
  private final int statesBefore;
  private final DeclaredCounters declared;
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  private @Nullable Answer answer;
  private @Nullable CommandResult result;

  /// @param what the command in words
  /// @param statesBefore the number of states that had been reported when it was requested
  CommandHistory(String what, Duration asked, int statesBefore, DeclaredCounters declared) {
    this.declared = declared;
    this.what = what;
    this.asked = asked;
    this.statesBefore = statesBefore;
  }

  String what() {
    return what;
  }

  void answered(Answer given) {
    answer = given;
  }

  void printed(Event.ProcessStatus status) {
    append(stdout, status.stdout());
    append(stderr, status.stderr());
  }

  /// The command has ended.
  void ended(int code, Duration at, Map<String, Double> counters, List<StateReport> states) {
    if (answer != null) {
      result =
          new CommandResult(
              what,
              answer,
              code,
              stdout.toByteArray(),
              stderr.toByteArray(),
              counters,
              declared,
              states.subList(statesBefore, states.size()),
              at.minus(asked));
    }
  }

  /// The pid that it has; 0 if it has none.
  long pid() {
    return answer instanceof Answer.Accepted(long pid) ? pid : 0;
  }

  @Nullable Answer answer() {
    return answer;
  }

  /// How it ended; `null` before that.
  @Nullable CommandResult result() {
    return result;
  }

  String stdout() {
    return stdout.toString(StandardCharsets.UTF_8);
  }

  String stderr() {
    return stderr.toString(StandardCharsets.UTF_8);
  }

  private static void append(ByteArrayOutputStream stream, Bytes bytes) {
    stream.writeBytes(bytes.toByteArray());
  }
}
