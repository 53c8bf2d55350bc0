package network.golem.runtime.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.ExeResult;
import network.golem.runtime.supervisor.model.PlayEvent;

/// Shows a play to a user: results on standard output, warnings and the runtime's messages to its
/// operator on standard error.
abstract sealed class Listener implements Consumer<PlayEvent> permits Account, JsonLines, Quiet {
  private static final String STATE_ERROR = "Local service error: State error: ";

  final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
  final Style style;
  private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Indented said;
  private Runnable whenNobodyReads = () -> {};
  private Optional<KeptLog> log = Optional.empty();
  private boolean logIsMissed;

  Listener(Style style) {
    this.style = style;
    this.said = new Indented(err, style.faint("runtime: "), style, style::faint);
  }

  /// Called when the reader of standard output, such as `head`, closes it.
  void whenNobodyReads(Runnable action) {
    whenNobodyReads = action;
  }

  @Override
  public synchronized void accept(PlayEvent event) {
    if (event instanceof PlayEvent.Began start) {
      log = Optional.of(new KeptLog(start.workdir(), began));
    }
    logIsMissed |= event instanceof PlayEvent.CommandEnded ended && !ended.result().succeeded();
    print(event);
    if (logIsMissed && event instanceof PlayEvent.Ended) { // it was not there yet at the failure
      keptLog().ifPresent(err::println);
    }
    if (out.checkError()) {
      whenNobodyReads.run();
    }
  }

  abstract void print(PlayEvent event);

  /// What there is to say about a failure, for people: the runtime's own sentence, or that of a
  /// node, and then, each on a line of its own, the node's, an explanation, and the runtime's log.
  /// What a node says about a wrong state only its authors understand, so an explanation comes
  /// first.
  List<String> failure(ExeResult result) {
    String nodes = result.message().orElse("");
    List<String> explanation = style.shown(result.explanation()).lines().toList();
    boolean isState = nodes.startsWith(STATE_ERROR) && !explanation.isEmpty();
    List<String> lines = new ArrayList<>();
    lines.add(isState ? explanation.getFirst() : style.shown(result.runtimesWords().orElse(nodes)));
    if (isState || result.runtimesWords().isPresent()) {
      lines.add("a node says: " + style.shown(nodes));
    }
    lines.addAll(explanation.subList(isState ? 1 : 0, explanation.size()));
    keptLog().ifPresent(lines::add);
    return lines;
  }

  /// Where the runtime's log is, if it keeps one. A runtime may answer before it has written its
  /// first line.
  Optional<String> keptLog() {
    Optional<String> line = log.flatMap(KeptLog::newest).map(file -> "log: " + file);
    logIsMissed &= line.isEmpty();
    return line;
  }

  void warn(String sentence) {
    said.endLine();
    err.println(style.doubtful("warning: ") + style.shown(sentence));
  }

  /// Reports an error that a node would make; it is not the command's result.
  void falseSuccess(PlayEvent.FalseSuccess untrue) {
    said.endLine();
    err.println(
        style.bad("failure: ") + "a node reports success, but " + style.shown(untrue.sentence()));
  }

  void runtimeSaid(Bytes bytes) {
    said.print(bytes);
  }

  boolean isInRuntimesLine() {
    return said.isInLine();
  }

  void endRuntimesLine() {
    said.endLine();
  }
}
