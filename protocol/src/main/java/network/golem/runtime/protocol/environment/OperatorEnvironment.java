package network.golem.runtime.protocol.environment;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The environment as it was before a launcher changed it.
///
/// A launcher starts Java in a UTF-8 locale (`LC_ALL`) and without the variables from which every
/// Java reads options. The original values are in `GOLEM_RUNTIME_KEPT_NAME`, and
/// `GOLEM_RUNTIME_KEPT` has the names of all that were set, separated by commas. [#restore(Map)] is
/// applied to the environment of every process that our Java starts.
public final class OperatorEnvironment {
  /// The prefix of the variables that hold original values.
  public static final String KEPT = "GOLEM_RUNTIME_KEPT_";

  private static final String NAMES = "GOLEM_RUNTIME_KEPT";
  private static final String LOCALE = "LC_ALL";

  private OperatorEnvironment() {}

  /// The original environment of this process.
  public static Map<String, String> get() {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(NAMES)) {
      return environment;
    }
    Map<String, String> restored = new HashMap<>(environment);
    restore(restored);
    return restored;
  }

  /// Restores the original values in an environment that was inherited from this process and may
  /// have been changed since: changed values stay as they are. Does nothing if there was no
  /// launcher.
  // No lambdas here: each would have to be linked at every start.
  public static void restore(Map<String, String> environment) {
    @Nullable String names = environment.remove(NAMES);
    if (names == null) {
      return;
    }
    @Nullable String locale = environment.get(LOCALE);
    if (locale != null && locale.equals(System.getenv(LOCALE))) {
      boolean _ = environment.keySet().remove(LOCALE);
    } else {
      boolean _ = environment.keySet().remove(KEPT + LOCALE); // changed since, or removed
    }
    for (String name : names.split(",")) {
      @Nullable String value = environment.get(KEPT + name);
      if (value != null && !environment.containsKey(name)) {
        environment.put(name, value);
      }
    }
    for (Iterator<String> all = environment.keySet().iterator(); all.hasNext(); ) {
      if (all.next().startsWith(KEPT)) {
        all.remove();
      }
    }
  }
}
