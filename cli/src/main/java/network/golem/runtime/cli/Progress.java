package network.golem.runtime.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What a child process of this command is doing, in the last line of a terminal. Shows nothing
/// elsewhere.
final class Progress implements AutoCloseable {
  private final LiveLine live;

  Progress(Style style) {
    live =
        new LiveLine(
            new PrintStream(System.out, false, StandardCharsets.UTF_8), style, () -> false, this);
    live.begin();
  }

  synchronized void show(String what) {
    live.progress(what);
  }

  /// Prints a line that stays.
  synchronized void print(PrintStream where, String line) {
    live.erase();
    new PrintStream(where, true, StandardCharsets.UTF_8).println(line);
  }

  @Override
  public synchronized void close() {
    live.end();
  }
}
