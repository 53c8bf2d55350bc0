package network.golem.runtime.sdk.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// The formats of a record.
final class Line {
  private Line() {}

  /// In the file: time, level, logger and message, then the stack trace.
  static String forFile(LogRecord record) {
    Instant time = record.getInstant().truncatedTo(ChronoUnit.MILLIS);
    return "%s %-5s %s: %s%n%s"
        .formatted(
            time, level(record.getLevel()), record.getLoggerName(), text(record), trace(record));
  }

  /// On standard error: level, logger and message, and the exception in short.
  static String forPeople(LogRecord record) {
    Throwable thrown = record.getThrown();
    return "%s %s: %s%s%n"
        .formatted(
            level(record.getLevel()),
            record.getLoggerName(),
            text(record),
            thrown == null ? "" : " (" + thrown + ")");
  }

  private static String level(Level level) {
    int value = level.intValue();
    return value >= Level.SEVERE.intValue()
        ? "ERROR"
        : value >= Level.WARNING.intValue()
            ? "WARN"
            : value >= Level.INFO.intValue()
                ? "INFO"
                : value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
  }

  private static String text(LogRecord record) {
    Object[] parameters = record.getParameters();
    String message = String.valueOf(record.getMessage());
    if (parameters == null || parameters.length == 0 || !message.contains("{0")) {
      return message;
    }
    try {
      return MessageFormat.format(message, parameters);
    } catch (IllegalArgumentException _) {
      return message; // it was not a pattern
    }
  }

  private static String trace(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
