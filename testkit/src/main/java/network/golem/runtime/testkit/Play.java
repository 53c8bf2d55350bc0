package network.golem.runtime.testkit;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import network.golem.runtime.supervisor.model.Usage;
import org.assertj.core.api.AssertProvider;

/// How a script was played. AssertJ's own `assertThat(play)` returns a [PlayAssert].
public final class Play implements AssertProvider<PlayAssert> {
  private final boolean succeeded;
  private final List<PlayedCommand> commands;
  private final Usage usage;
  private final List<String> warnings;
  private final String log;
  private final Path workdir;

  Play(
      boolean succeeded,
      List<PlayedCommand> commands,
      Usage usage,
      List<String> warnings,
      String log,
      Path workdir) {
    this.succeeded = succeeded;
    this.commands = List.copyOf(commands);
    this.usage = usage;
    this.warnings = List.copyOf(warnings);
    this.log = log;
    this.workdir = workdir;
  }

  @Override
  public PlayAssert assertThat() {
    return new PlayAssert(this);
  }

  /// Whether every command succeeded, really and not only according to a node, and the runtime
  /// ended as it should.
  public boolean succeeded() {
    return succeeded;
  }

  /// The commands that were executed, in the script's order. The first that fails is the last.
  public List<PlayedCommand> commands() {
    return commands;
  }

  /// The command at this position in the script.
  ///
  /// @param index 0 for the first, which usually is `deploy`
  /// @throws AssertionError if it was not executed
  public PlayedCommand command(int index) {
    if (index < 0 || index >= commands.size()) {
      throw new AssertionError("Expected command " + index + " to be executed, but\n" + this);
    }
    return commands.get(index);
  }

  /// What was really used of a counter, which may be one that the supervisor counts, such as
  /// `golem.usage.duration_sec`.
  ///
  /// @throws IllegalArgumentException if nothing is counted under this name
  public double usage(String counter) {
    return line(counter).amount().doubleValue();
  }

  /// What a node would report of a counter, and the requestor pay for; 0 if it is not part of the
  /// agreement.
  ///
  /// @throws IllegalArgumentException if nothing is counted under this name
  public double reported(String counter) {
    return line(counter).reported().orElse(BigDecimal.ZERO).doubleValue();
  }

  private Usage.Line line(String counter) {
    return usage.lines().stream()
        .filter(line -> line.property().equals(counter))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "nothing is counted under the name "
                    + counter
                    + ", only "
                    + usage.lines().stream().map(Usage.Line::property).toList()));
  }

  /// What the requestor pays, in GLM, exactly.
  public BigDecimal cost() {
    return usage.cost();
  }

  /// What may fail on a node, or did fail without a node's noticing, in sentences.
  public List<String> warnings() {
    return warnings;
  }

  /// Everything that the runtime has written to its own standard error.
  public String log() {
    return log;
  }

  /// The activity's directory, which exists until the test has ended.
  public Path workdir() {
    return workdir;
  }

  /// The whole play, for people.
  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("the play ").append(succeeded ? "succeeded" : "failed").append(":");
    commands.forEach(command -> text.append('\n').append(command));
    warnings.forEach(warning -> text.append("\nwarning: ").append(warning));
    if (!log.isEmpty()) {
      text.append("\nlog:\n    ").append(Quoted.block(log, "    "));
    }
    text.append("\nusage: ")
        .append(
            usage.lines().stream()
                .map(line -> line.property() + " = " + line.amount().toPlainString())
                .collect(Collectors.joining(", ")));
    return text.append("\ncost: ").append(cost().toPlainString()).append(" GLM").toString();
  }
}
