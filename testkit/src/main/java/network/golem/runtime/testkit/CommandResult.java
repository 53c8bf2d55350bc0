package network.golem.runtime.testkit;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AssertProvider;

/// How a command ended. AssertJ's own `assertThat(result)` returns a [CommandResultAssert].
public final class CommandResult implements Outcome, AssertProvider<CommandResultAssert> {
  private final String what;
  private final Answer answer;
  private final int code;
  private final byte[] stdout;
  private final byte[] stderr;
  private final Map<String, Double> counters;
  private final DeclaredCounters declared;
  private final List<StateReport> states;
  private final Duration took;

  CommandResult(
      String what,
      Answer answer,
      int code,
      byte[] stdout,
      byte[] stderr,
      Map<String, Double> counters,
      DeclaredCounters declared,
      List<StateReport> states,
      Duration took) {
    this.what = what;
    this.answer = answer;
    this.code = code;
    this.stdout = stdout;
    this.stderr = stderr;
    this.counters = Map.copyOf(counters);
    this.declared = declared;
    this.states = List.copyOf(states);
    this.took = took;
  }

  @Override
  public CommandResultAssert assertThat() {
    return new CommandResultAssert(this);
  }

  @Override
  public String what() {
    return what;
  }

  /// The answer to the request.
  public Answer answer() {
    return answer;
  }

  @Override
  public int code() {
    return code;
  }

  @Override
  public byte[] stdoutBytes() {
    return stdout.clone();
  }

  @Override
  public byte[] stderrBytes() {
    return stderr.clone();
  }

  /// The session's usage counters when the command ended.
  public Map<String, Double> counters() {
    return counters;
  }

  /// The session's usage counter when the command ended; 0 if it had not been reported.
  ///
  /// @throws IllegalArgumentException if the runtime does not declare it
  public double counter(String name) {
    declared.check(name);
    return counters.getOrDefault(name, 0.0);
  }

  /// The states that the runtime reported between the request and the end of the command.
  public List<StateReport> states() {
    return states;
  }

  /// The time from the request to the end.
  public Duration took() {
    return took;
  }

  /// The whole result, for people.
  @Override
  public String toString() {
    String end =
        switch (answer) {
          case Answer.Accepted accepted -> " ended with exit code " + code;
          case Answer.Refused refused -> " was refused: " + refused;
        };
    Map<String, String> more = new LinkedHashMap<>();
    if (!counters.isEmpty()) {
      more.put("counters", counters.toString());
    }
    if (!states.isEmpty()) {
      more.put("states", states.toString());
    }
    return Description.of(this, end, took, more);
  }
}
