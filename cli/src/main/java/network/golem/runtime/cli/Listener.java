package network.golem.runtime.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.PlayEvent;

/// Shows a play to a user: results on standard output, warnings and the runtime's messages to its
/// operator on standard error.
abstract sealed class Listener implements Consumer<PlayEvent> permits Account, JsonLines, Quiet {
  final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
  final Style style;
  private final boolean explain;
  private final Indented said;
  private Runnable whenNobodyReads = () -> {};

  /// @param explain whether the agreement is shown
  Listener(Style style, boolean explain) {
    this.style = style;
    this.explain = explain;
    this.said = new Indented(err, style.faint("runtime: "), style, style::faint);
  }

  /// Called when the reader of standard output, such as `head`, closes it.
  void whenNobodyReads(Runnable action) {
    whenNobodyReads = action;
  }

  @Override
  public synchronized void accept(PlayEvent event) {
    if (explain && event instanceof PlayEvent.Began began) {
      err.println("agreement " + began.agreement().toJson());
    }
    print(event);
    if (out.checkError()) {
      whenNobodyReads.run();
    }
  }

  abstract void print(PlayEvent event);

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
