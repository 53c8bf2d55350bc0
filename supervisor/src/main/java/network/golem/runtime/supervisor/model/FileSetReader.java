package network.golem.runtime.supervisor.model;

import java.util.List;
import network.golem.runtime.provider.JsonFields;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks the `fileset` of a transfer, which is read and reported, and has no effect.
final class FileSetReader {
  private static final String WANTED =
      "a glob, an object with desc, includes and excludes, or a list of such";

  private FileSetReader() {}

  /// The file set as the supervisor reports it; `null` if there is none.
  static @Nullable JsonNode read(JsonFields transfer) throws ProviderException {
    JsonNode given = transfer.member("fileset");
    if (given == null || !given.isArray()) {
      return given == null ? null : one(transfer, given);
    }
    ArrayNode list = JsonMapper.shared().createArrayNode();
    for (JsonNode element : given) {
      list.add(one(transfer, element));
    }
    return list;
  }

  private static JsonNode one(JsonFields transfer, JsonNode given) throws ProviderException {
    if (given.isString()) {
      return given;
    }
    JsonNode desc = given.path("desc");
    if (!given.isObject() || !(desc.isMissingNode() || desc.isNull() || desc.isString())) {
      throw transfer.wrong("fileset", WANTED, given);
    }
    ObjectNode set = JsonMapper.shared().createObjectNode();
    set.put("desc", desc.asString(null));
    for (String key : List.of("includes", "excludes")) {
      JsonNode globs = given.get(key);
      if (globs != null && !isGlobs(globs)) {
        throw transfer.wrong("fileset", WANTED, given);
      }
      set.set(key, globs);
    }
    return set;
  }

  private static boolean isGlobs(JsonNode globs) {
    if (!globs.isArray()) {
      return globs.isNull() || globs.isString();
    }
    for (JsonNode glob : globs) {
      if (!glob.isString()) {
        return false;
      }
    }
    return true;
  }
}
