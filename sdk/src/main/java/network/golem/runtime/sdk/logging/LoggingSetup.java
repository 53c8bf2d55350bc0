package network.golem.runtime.sdk.logging;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Configures the JDK's logging, which backs SLF4J's loggers. The JDK creates it when the first
/// logger is requested, because the property `java.util.logging.config.class` names this class.
public final class LoggingSetup {
  /// At the finer levels, the JDK's own libraries log too much.
  private static final List<String> CHATTY = List.of("java", "javax", "jdk", "sun", "com.sun");

  /// Loggers whose levels are set: without a reference, they and their levels would be
  /// garbage-collected.
  private static final List<Logger> KEPT = new CopyOnWriteArrayList<>();

  public LoggingSetup() {
    this(System.getenv());
  }

  private LoggingSetup(Map<String, String> environment) {
    Levels levels = Levels.of(environment);
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    root.setLevel(lower(levels.shown(), Level.FINE));
    root.addHandler(new FileHandler());
    root.addHandler(new ErrorHandler(levels));
    CHATTY.forEach(name -> set(name, Level.INFO));
    levels.own().forEach(LoggingSetup::set);
  }

  private static void set(String name, Level level) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(level);
    KEPT.add(logger);
  }

  private static Level lower(Level left, Level right) {
    return left.intValue() < right.intValue() ? left : right;
  }
}
