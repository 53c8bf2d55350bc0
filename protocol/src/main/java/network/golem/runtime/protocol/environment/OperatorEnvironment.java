package network.golem.runtime.protocol.environment;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The environment as whoever called a launcher had set it.
///
/// A launcher starts Java in a UTF-8 locale (`LC_ALL`) and without the variables that any Java
/// takes options from. What it has put aside is in `GOLEM_RUNTIME_KEPT_NAME`, and
/// `GOLEM_RUNTIME_KEPT` has the names of all that were set, with commas between. Whatever our Java
/// starts in its turn gets an environment that [#restore(Map)] has been applied to.
public final class OperatorEnvironment {
  /// The beginning of the name of each variable that holds what was put aside.
  public static final String KEPT = "GOLEM_RUNTIME_KEPT_";

  private static final String NAMES = "GOLEM_RUNTIME_KEPT";
  private static final String LOCALE = "LC_ALL";

  private OperatorEnvironment() {}

  /// This process's.
  public static Map<String, String> get() {
    Map<String, String> environment = System.getenv();
    if (!environment.containsKey(NAMES)) {
      return environment;
    }
    Map<String, String> restored = new HashMap<>(environment);
    restore(restored);
    return restored;
  }

  /// Puts back what the launcher has put aside, in an environment that was inherited from this
  /// process and may have been changed since: what was changed stays as it is. Does nothing where
  /// no launcher was at work.
  // No lambda is on the way: each would have to be linked, at every start.
  public static void restore(Map<String, String> environment) {
    @Nullable String names = environment.remove(NAMES);
    if (names == null) {
      return;
    }
    @Nullable String locale = environment.get(LOCALE);
    if (locale != null && locale.equals(System.getenv(LOCALE))) {
      boolean _ = environment.keySet().remove(LOCALE);
    } else {
      boolean _ = environment.keySet().remove(KEPT + LOCALE); // another was chosen, or none
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
