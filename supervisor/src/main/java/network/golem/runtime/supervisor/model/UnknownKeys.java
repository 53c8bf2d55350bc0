package network.golem.runtime.supervisor.model;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.Suggestion;

/// Keys that a node's supervisor does not know, and ignores.
final class UnknownKeys {
  private UnknownKeys() {}

  /// Adds one sentence for each key of an object that is not known.
  static void warn(JsonFields object, Set<String> known, List<String> warnings) {
    for (String key : object.keys()) {
      if (!known.contains(key)) {
        warnings.add(
            object.place()
                + ": unknown key '"
                + key
                + "' is ignored, as on a node"
                + suggestion(object, key, known));
      }
    }
  }

  /// The end of a sentence about an unknown key: which known one may be meant that is not there.
  static String suggestion(JsonFields object, String key, Collection<String> known) {
    List<String> absent = known.stream().filter(each -> !object.has(each)).toList();
    return Suggestion.endingFor(key, absent);
  }
}
