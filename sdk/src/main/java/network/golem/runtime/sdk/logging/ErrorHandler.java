package network.golem.runtime.sdk.logging;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/// Prints records to standard error, from the configured level on.
public final class ErrorHandler extends Handler {
  private final Levels levels;
  private final @Nullable PrintStream embedded;

  ErrorHandler(Levels levels) {
    this(levels, null);
  }

  private ErrorHandler(Levels levels, @Nullable PrintStream embedded) {
    this.levels = levels;
    this.embedded = embedded;
  }

  /// For a runtime within another program's process.
  ///
  /// @param environment names the level
  /// @param err the runtime's standard error
  public static ErrorHandler embedded(Map<String, String> environment, PrintStream err) {
    return new ErrorHandler(Levels.of(environment), err);
  }

  /// The lowest level that is shown of any logger.
  public Level lowest() {
    return levels.own().values().stream()
        .filter(level -> level.intValue() < levels.shown().intValue())
        .min(Comparator.comparingInt(Level::intValue))
        .orElse(levels.shown());
  }

  @Override
  public void publish(LogRecord record) {
    Level shown = levels.shownOf(String.valueOf(record.getLoggerName()));
    if (!shown.equals(Level.OFF) && record.getLevel().intValue() >= shown.intValue()) {
      PrintStream err = embedded == null ? System.err : embedded;
      err.print(Line.forPeople(record));
      err.flush();
    }
  }

  @Override
  public void flush() {
    // each line is, at once
  }

  @Override
  public void close() {
    // standard error is shared
  }
}
