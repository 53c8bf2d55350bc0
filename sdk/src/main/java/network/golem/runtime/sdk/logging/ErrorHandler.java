package network.golem.runtime.sdk.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Prints records to standard error, from the configured level on.
final class ErrorHandler extends Handler {
  private final Levels levels;

  ErrorHandler(Levels levels) {
    this.levels = levels;
  }

  @Override
  public void publish(LogRecord record) {
    Level shown = levels.shownOf(String.valueOf(record.getLoggerName()));
    if (!shown.equals(Level.OFF) && record.getLevel().intValue() >= shown.intValue()) {
      System.err.print(Line.forPeople(record));
      System.err.flush();
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
