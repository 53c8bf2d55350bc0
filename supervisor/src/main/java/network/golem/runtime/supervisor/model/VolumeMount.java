package network.golem.runtime.supervisor.model;

import java.util.List;
import java.util.Map;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.provider.Suggestion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A volume that a requestor asks for, as a node's supervisor passes it on: with its sizes
/// reformatted.
final class VolumeMount {
  private static final Map<String, List<String>> SIZES =
      Map.of("host", List.of(), "ram", List.of("size"), "storage", List.of("size", "preallocate"));

  /// A host directory.
  static final String HOST = "{\"host\":{}}";

  private VolumeMount() {}

  /// The JSON for the runtime: `{"ram":{"size":"1.0 KB"}}`.
  static ObjectNode reprinted(JsonFields volumes, String path, List<String> warnings)
      throws ProviderException {
    JsonFields kinds = volumes.object(path).orElse(null);
    if (kinds == null
        || kinds.keys().size() != 1
        || !SIZES.containsKey(kinds.keys().iterator().next())) {
      throw new ProviderException(
          volumes.place()
              + ": '"
              + path
              + "' must have one of host, ram and storage as its only key"
              + (kinds != null && kinds.keys().size() == 1
                  ? Suggestion.endingFor(kinds.keys().iterator().next(), SIZES.keySet())
                  : ""));
    }
    String kind = kinds.keys().iterator().next();
    JsonFields body = kinds.withoutNull(kind).object(kind).orElseThrow();
    ObjectNode mount = JsonMapper.shared().createObjectNode();
    ObjectNode reprinted = mount.putObject(kind);
    for (String key : SIZES.getOrDefault(kind, List.of())) {
      JsonNode size = body.member(key);
      if (size != null) {
        reprinted.put(key, size(body, key, size).toString());
      }
    }
    if (!kind.equals("host") && !reprinted.has("size")) {
      throw new ProviderException(
          volumes.place() + ": '" + path + "' needs a 'size', such as \"10GiB\"");
    }
    if (kind.equals("storage")) {
      body.optionalText("errors").ifPresent(errors -> reprinted.put("errors", errors));
    }
    for (String key : body.keys()) {
      if (body.has(key) && !reprinted.has(key)) {
        warnings.add(
            body.place()
                + ": unknown key '"
                + key
                + "' in "
                + kind
                + " is ignored, as on a node"
                + UnknownKeys.suggestion(body, key, SIZES.getOrDefault(kind, List.of())));
      }
    }
    return mount;
  }

  private static VolumeSize size(JsonFields body, String key, JsonNode given)
      throws ProviderException {
    return VolumeSize.of(given)
        .orElseThrow(() -> body.wrong(key, "a size like 1024, \"10GiB\" or \"1.5 GB\"", given));
  }
}
