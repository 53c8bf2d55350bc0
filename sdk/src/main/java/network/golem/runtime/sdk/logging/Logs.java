package network.golem.runtime.sdk.logging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The log of this process. A class may log before its `main` begins, so lines are kept until the
/// destination is known.
public final class Logs {
  private static final int MOST_WAITING = 1000;

  @GuardedBy("Logs.class")
  private static final ArrayDeque<String> WAITING = new ArrayDeque<>();

  @GuardedBy("Logs.class")
  private static @Nullable LogFile file;

  @GuardedBy("Logs.class")
  private static boolean known;

  private Logs() {}

  /// Makes [LoggingSetup] configure the JDK's logging, if that is used at all, and keeps it working
  /// when the process begins to exit: lines logged during shutdown count, too.
  public static void prepare() {
    setUnlessSet("java.util.logging.manager", LastingLogManager.class);
    setUnlessSet("java.util.logging.config.class", LoggingSetup.class);
  }

  private static void setUnlessSet(String property, Class<?> value) {
    if (System.getProperty(property) == null) {
      var _ = System.setProperty(property, value.getName());
    }
  }

  /// Writes the log to a file in this directory.
  ///
  /// @param name the beginning of the file's name
  /// @param complaints called once if that cannot be written
  public static synchronized void keep(Path directory, String name, Consumer<String> complaints) {
    LogFile kept = new LogFile(directory, name, complaints);
    file = kept;
    known = true;
    WAITING.forEach(kept::write);
    WAITING.clear();
  }

  /// Discards the log, because there is no activity.
  public static synchronized void discard() {
    known = true;
    WAITING.clear();
  }

  /// Writes some lines.
  static synchronized void write(String text) {
    LogFile kept = file;
    if (kept != null) {
      kept.write(text);
    } else if (!known && WAITING.size() < MOST_WAITING) {
      WAITING.add(text);
    }
  }

  /// Writes a line of the SDK's own.
  ///
  /// @param level padded to five letters
  /// @param trace further lines, each with its line end; or empty
  public static void write(String level, String name, String text, String trace) {
    write(
        TimeText.ofLine(Instant.now())
            + " "
            + level
            + " "
            + name
            + ": "
            + text
            + System.lineSeparator()
            + trace);
  }
}
