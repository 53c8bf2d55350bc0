package network.golem.runtime.sdk.messages;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes lines to the process's standard error and to its log, for the operator and the author,
/// never for the requestor.
public final class Log {
  private static final String DEBUG = "GOLEM_RUNTIME_DEBUG";

  private final PrintStream err;
  private final String name;
  private final boolean debug;
  private final Book book;

  /// The log file, or another place that keeps the lines.
  public interface Book {
    /// @param level the level, padded to five letters
    /// @param trace further lines, each with its line end; or empty
    void write(String level, String name, String text, String trace);
  }

  /// @param name the beginning of each line
  /// @param environment may contain `GOLEM_RUNTIME_DEBUG`, which adds stack traces
  public Log(OutputStream err, String name, Map<String, String> environment, Book book) {
    this(
        new PrintStream(err, true, StandardCharsets.UTF_8),
        name,
        !environment.getOrDefault(DEBUG, "").isEmpty(),
        book);
  }

  private Log(PrintStream err, String name, boolean debug, Book book) {
    this.err = err;
    this.name = name;
    this.debug = debug;
    this.book = book;
  }

  /// The same log for a runtime with another name.
  public Log named(String other) {
    return new Log(err, other, debug, book);
  }

  /// Writes a line.
  public void say(String text) {
    String shown = Excerpt.of(text);
    err.println(name + ": " + shown);
    book.write("INFO ", name, shown, "");
  }

  /// Writes a line about a failure. It includes the place in the code, unless the message is in the
  /// author's words, and the whole stack trace if stack traces are enabled.
  public void failure(String what, Throwable failure) {
    String text = sentence(what, failure);
    err.println(name + ": " + text);
    trace(failure);
    book.write("ERROR", name, text, Excerpt.of(failure));
  }

  /// Writes a failure only to the log that is kept, because standard error belongs to the requestor
  /// (and, if stack traces are enabled, the trace there, too).
  public void keep(String what, Throwable failure) {
    trace(failure);
    book.write("ERROR", name, sentence(what, failure), Excerpt.of(failure));
  }

  private static String sentence(String what, Throwable failure) {
    return Excerpt.of(what) + ": " + Failures.textWithCode(failure) + Failures.place(failure);
  }

  /// The stack trace, if stack traces are enabled.
  private void trace(Throwable failure) {
    if (debug) {
      failure.printStackTrace(err);
    }
  }

  /// Writes output that belongs to no command, unchanged.
  public void raw(byte[] bytes, int from, int length) {
    err.write(bytes, from, length);
    err.flush();
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    text.lines().forEach(line -> book.write("INFO ", name, line, ""));
  }
}
