package network.golem.runtime.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.supervisor.ExeCommand;
import network.golem.runtime.supervisor.PlayEvent;
import network.golem.runtime.supervisor.RuntimeBinary;

/// The account of a play for people: commands and their output, results and cost on standard
/// output; warnings and what the runtime says to its operator on standard error.
final class Account implements Consumer<PlayEvent> {
  private static final int WIDTH = 60;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
  private final Style style;
  private final int commands;
  private final Indented stdout;
  private final Indented stderr;
  private final Indented said;
  private Runnable whenNobodyReads = () -> {};
  private int succeeded;
  private long began = System.nanoTime();

  Account(Style style, int commands) {
    this.style = style;
    this.commands = commands;
    this.stdout = new Indented(out, "  ", text -> text);
    this.stderr = new Indented(out, "  " + style.bad("!") + " ", text -> text);
    this.said = new Indented(err, style.faint("runtime: "), style::faint);
  }

  /// Called once standard output is closed by its reader, such as `head`.
  void whenNobodyReads(Runnable action) {
    whenNobodyReads = action;
  }

  @Override
  public void accept(PlayEvent event) {
    print(event);
    if (out.checkError()) {
      whenNobodyReads.run();
    }
  }

  private void print(PlayEvent event) {
    switch (event) {
      case PlayEvent.Began start -> began(start);
      case PlayEvent.CommandBegan begun -> out.println(style.bold(line(begun.command())));
      case PlayEvent.Output output -> output(output.stderr(), output.bytes());
      case PlayEvent.CommandEnded ended -> ended(ended);
      case PlayEvent.Warning warning -> {
        endLines();
        err.println(style.doubtful("warning: ") + warning.sentence());
      }
      case PlayEvent.RuntimeSaid text -> said.print(text.bytes());
      case PlayEvent.Ended over -> {
        endLines();
        new UsageTable(style).print(out, over.usage());
        summary(over.succeeded());
      }
    }
  }

  private void began(PlayEvent.Began start) {
    began = System.nanoTime();
    RuntimeBinary runtime = start.runtime();
    Optional<Descriptor> descriptor = runtime.descriptor();
    out.println(
        style.bold(runtime.name())
            + descriptor.map(known -> " " + known.version()).orElse("")
            + descriptor.flatMap(Descriptor::description).map(text -> ": " + text).orElse(""));
    out.println(style.faint("workdir " + start.workdir()));
    out.println();
  }

  private static String line(ExeCommand command) {
    String details = command.details();
    return "▶ " + command.name() + (details.isEmpty() ? "" : " " + details);
  }

  private void output(boolean isStderr, Bytes bytes) {
    if (isStderr) {
      stdout.endLine();
      stderr.print(bytes);
    } else {
      stderr.endLine();
      stdout.print(bytes);
    }
  }

  private void ended(PlayEvent.CommandEnded ended) {
    endLines();
    String time = style.faint(time(ended.time()));
    if (ended.message().isEmpty()) {
      succeeded++;
      out.println("  " + style.good("✓ ok") + "  " + time);
    } else {
      out.println("  " + style.bad("✗ " + ended.message().get()) + "  " + time);
    }
  }

  private void summary(boolean allWell) {
    String counted = succeeded + " of " + commands + " commands succeeded";
    out.println();
    out.println(
        (allWell ? style.good("✓ " + counted) : style.bad("✗ " + counted))
            + style.faint(", " + time(Duration.ofNanos(System.nanoTime() - began))));
  }

  private void endLines() {
    stdout.endLine();
    stderr.endLine();
    said.endLine();
  }

  static String time(Duration time) {
    double millis = time.toNanos() / 1e6;
    return millis < 1000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1000);
  }

  static String rule() {
    return "─".repeat(WIDTH);
  }
}
