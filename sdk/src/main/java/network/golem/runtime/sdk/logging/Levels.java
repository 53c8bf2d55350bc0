package network.golem.runtime.sdk.logging;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;

/// The levels that are shown on standard error: those in the environment variable
/// `GOLEM_RUNTIME_LOG`; otherwise the part of `RUST_LOG` without a module, which providers set;
/// otherwise `info`.
///
/// @param shown the lowest level that is shown
/// @param own levels of loggers that `GOLEM_RUNTIME_LOG` names: `com.example=debug`
record Levels(Level shown, Map<String, Level> own) {
  private static final String OURS = "GOLEM_RUNTIME_LOG";
  private static final String RUST = "RUST_LOG";

  static Levels of(Map<String, String> environment) {
    Map<String, Level> own = new HashMap<>();
    Optional<Level> shown = Optional.empty();
    for (String part : environment.getOrDefault(OURS, "").split(",")) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        shown = level(part).isPresent() ? level(part) : shown;
      } else {
        level(part.substring(equals + 1))
            .ifPresent(level -> own.put(part.substring(0, equals).strip(), level));
      }
    }
    for (String part : environment.getOrDefault(RUST, "").split(",")) {
      if (shown.isEmpty()) {
        shown = level(part);
      }
    }
    return new Levels(shown.orElse(Level.INFO), Map.copyOf(own));
  }

  /// The lowest level at which a logger's lines are shown.
  Level shownOf(String logger) {
    return own.entrySet().stream()
        .filter(entry -> (logger + ".").startsWith(entry.getKey() + "."))
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue)
        .orElse(shown);
  }

  private static Optional<Level> level(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "off" -> Optional.of(Level.OFF);
      case "error" -> Optional.of(Level.SEVERE);
      case "warn", "warning" -> Optional.of(Level.WARNING);
      case "info" -> Optional.of(Level.INFO);
      case "debug" -> Optional.of(Level.FINE);
      case "trace" -> Optional.of(Level.FINEST);
      default -> Optional.empty();
    };
  }
}
