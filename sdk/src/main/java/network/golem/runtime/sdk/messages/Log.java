package network.golem.runtime.sdk.messages;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Lines on the process's standard error, and in its log: for the operator and the author, never
/// for the requestor.
public final class Log {
  private static final String DEBUG = "GOLEM_RUNTIME_DEBUG";

  private final PrintStream err;
  private final String name;
  private final boolean debug;
  private final Book book;

  /// Where the lines are kept.
  public interface Book {
    /// @param level in five letters
    /// @param trace lines that belong to it, each with its end; or nothing
    void write(String level, String name, String text, String trace);
  }

  /// @param name what the lines begin with
  /// @param environment where `GOLEM_RUNTIME_DEBUG` asks for stack traces
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

  /// The same for a runtime that goes by another name.
  public Log named(String other) {
    return new Log(err, other, debug, book);
  }

  /// One line.
  public void say(String text) {
    String shown = Excerpt.of(text);
    err.println(name + ": " + shown);
    book.write("INFO ", name, shown, "");
  }

  /// One line about a failure, that names the place in the code where it is not the author's own
  /// wording; the whole stack trace where it was asked for.
  public void failure(String what, Throwable failure) {
    String text = Excerpt.of(what) + ": " + Failures.text(failure) + Failures.place(failure);
    err.println(name + ": " + text);
    trace(failure);
    book.write("ERROR", name, text, Excerpt.of(failure));
  }

  /// The stack trace, where it was asked for.
  public void trace(Throwable failure) {
    if (debug) {
      failure.printStackTrace(err);
    }
  }

  /// Text that has no command to go to, as it is.
  public void raw(byte[] bytes, int from, int length) {
    err.write(bytes, from, length);
    err.flush();
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    text.lines().forEach(line -> book.write("INFO ", name, line, ""));
  }
}
