package network.golem.runtime.sdk.logging;

import java.util.logging.Handler;
import java.util.logging.LogRecord;

/// Passes records on to the log file.
final class FileHandler extends Handler {
  @Override
  public void publish(LogRecord record) {
    if (isLoggable(record)) {
      Logs.write(Line.forFile(record));
    }
  }

  @Override
  public void flush() {
    // each line is, at once
  }

  @Override
  public void close() {
    // likewise
  }
}
