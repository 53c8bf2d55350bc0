package network.golem.runtime.interop.recorded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeScript;
import tools.jackson.databind.JsonNode;

/// Tries each string of a case: which are accepted as scripts or as agreements. The wording of
/// refusals is not compared, because the desk explains more.
final class TextTrial {
  private TextTrial() {}

  static boolean isOne(RecordedCase recorded) {
    return recorded.has("scripts.json") || recorded.has("agreements.json");
  }

  /// The recording: for each string, whether it was accepted.
  static Facts recorded(RecordedCase recorded) {
    SequencedMap<String, JsonNode> facts = new LinkedHashMap<>();
    for (JsonNode line : recorded.said()) {
      for (String kind : new String[] {"script", "agreement"}) {
        if (line.has(kind)) {
          facts.put(kind + " " + line.get(kind), answer(line.path("taken").asBoolean(false)));
        }
      }
    }
    return new Facts(facts);
  }

  static Facts tried(RecordedCase recorded, Path directory) throws Exception {
    SequencedMap<String, JsonNode> facts = new LinkedHashMap<>();
    String kind = recorded.has("scripts.json") ? "script" : "agreement";
    int number = 0;
    for (JsonNode text : recorded.json(kind + "s.json")) {
      Path file = Files.writeString(directory.resolve(kind + ".json"), text.asString());
      facts.put(kind + " " + number++, answer(isTaken(kind, file)));
    }
    return new Facts(facts);
  }

  private static boolean isTaken(String kind, Path file) {
    try {
      if (kind.equals("script")) {
        var _ = ExeScript.read(file);
      } else {
        var _ = Agreement.read(file);
      }
      return true;
    } catch (ProviderException e) {
      return false;
    }
  }

  private static JsonNode answer(boolean taken) {
    return RecordedCase.MAPPER.getNodeFactory().stringNode(taken ? "taken" : "refused");
  }
}
