package network.golem.runtime.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.ExeResult;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;

/// Prints a play for people: commands and their output, results and cost.
final class Account extends Listener {
  private final int commands;
  private final LiveLine live;
  private final Indented stdout;
  private final Indented stderr;
  private int succeeded;

  /// Failures that a node does not report.
  private int hidden;

  private long began = System.nanoTime();

  /// Whether the current command printed something that its `capture` does not include.
  private boolean lostStdout;

  private boolean lostStderr;

  /// The standard output of deploy, which is its answer to the supervisor.
  private @Nullable List<Bytes> answer;

  Account(Style style, int commands) {
    super(style);
    this.commands = commands;
    this.stdout = new Indented(out, "  ", style, text -> text);
    this.stderr = new Indented(out, "  " + style.bad("!") + " ", style, text -> text);
    this.live =
        new LiveLine(
            out, style, () -> stdout.isInLine() || stderr.isInLine() || isInRuntimesLine(), this);
  }

  @Override
  void print(PlayEvent event) {
    if (!(event instanceof PlayEvent.Progress || event instanceof PlayEvent.UsageReported)) {
      live.erase();
    }
    switch (event) {
      case PlayEvent.Began start -> began(start);
      case PlayEvent.CommandBegan begun -> {
        out.println(style.bold(style.shown(line(begun.command()))));
        out.flush();
        lostStdout = false;
        lostStderr = false;
        answer = begun.command() instanceof ExeCommand.Deploy ? new ArrayList<>() : null;
        live.begin();
      }
      case PlayEvent.Output output -> output(output);
      case PlayEvent.Progress progress -> live.progress(bytes(progress.done(), progress.total()));
      case PlayEvent.CommandEnded ended -> ended(ended.result());
      case PlayEvent.Warning warning -> {
        endLines();
        warn(warning.sentence());
      }
      case PlayEvent.FalseSuccess untrue -> {
        hidden++;
        endLines();
        falseSuccess(untrue);
      }
      case PlayEvent.NetworkNews news -> {
        endLines();
        out.println(
            "  " + style.faint(style.sign(Sign.NETWORK) + " " + style.shown(news.sentence())));
      }
      case PlayEvent.RuntimeSaid text -> runtimeSaid(text.bytes());
      case PlayEvent.Ended over -> {
        endLines();
        new UsageTable(style).print(out, over.usage(), Terminal.columns());
        summary(over.succeeded());
      }
      case PlayEvent.StateChanged changed -> {
        if (changed.endsItself()) {
          endLines();
          warn("the activity ended by itself: " + changed.reason());
        }
      }
      case PlayEvent.UsageReported _ -> {}
    }
    out.flush();
  }

  private void began(PlayEvent.Began start) {
    began = System.nanoTime();
    RuntimeBinary runtime = start.runtime();
    Optional<Descriptor> descriptor = runtime.descriptor();
    out.println(
        style.bold(runtime.name())
            + descriptor.map(known -> " " + known.version()).orElse("")
            + descriptor
                .flatMap(Descriptor::description)
                .map(text -> ": " + style.shown(text))
                .orElse(""));
    out.println(style.faint("workdir " + start.workdir()));
    out.println();
  }

  private String line(ExeCommand command) {
    String details = command.details();
    return style.sign(Sign.COMMAND)
        + " "
        + command.name()
        + (details.isEmpty() ? "" : " " + details);
  }

  private void output(PlayEvent.Output output) {
    if (output.stderr()) {
      stdout.endLine();
      stderr.print(output.bytes());
      lostStderr |= !output.captured();
    } else if (answer != null) {
      answer.add(output.bytes());
    } else {
      stderr.endLine();
      stdout.print(output.bytes());
      lostStdout |= !output.captured();
    }
  }

  private static String bytes(long done, OptionalLong total) {
    return mega(done) + (total.isPresent() ? " of " + mega(total.getAsLong()) : "") + " MB";
  }

  private static String mega(long bytes) {
    return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
  }

  private void ended(ExeResult result) {
    live.end();
    if (answer != null && !result.succeeded()) {
      answer.forEach(stdout::print); // then it is not an answer, but may contain the reason
    }
    endLines();
    String time = style.faint(time(result.time()));
    if (result.message().isEmpty()) {
      succeeded++;
      out.println(
          "  " + style.good(style.sign(Sign.OK) + " ok") + "  " + time + style.faint(lost()));
    } else {
      List<String> lines = failure(result);
      out.println(
          "  "
              + style.bad(style.sign(Sign.BAD) + " " + lines.getFirst())
              + "  "
              + time
              + style.faint(lost()));
      lines.stream().skip(1).forEach(line -> out.println("    " + line));
    }
  }

  /// The outputs that were shown here, but are not sent to a requestor.
  private String lost() {
    List<String> outputs = new ArrayList<>();
    if (lostStdout) {
      outputs.add("stdout");
    }
    if (lostStderr) {
      outputs.add("stderr");
    }
    return outputs.isEmpty() ? "" : "  (" + String.join(" and ", outputs) + " not captured)";
  }

  private void summary(boolean allWell) {
    String counted = succeeded + " of " + commands + " commands succeeded" + butHidden();
    out.println();
    out.println(
        (allWell
                ? style.good(style.sign(Sign.OK) + " " + counted)
                : style.bad(style.sign(Sign.BAD) + " " + counted))
            + style.faint(", " + time(Duration.ofNanos(System.nanoTime() - began))));
  }

  private String butHidden() {
    return switch (hidden) {
      case 0 -> "";
      case 1 -> ", but one failure was hidden";
      default -> ", but " + hidden + " failures were hidden";
    };
  }

  private void endLines() {
    stdout.endLine();
    stderr.endLine();
    endRuntimesLine();
  }

  static String time(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }
}
