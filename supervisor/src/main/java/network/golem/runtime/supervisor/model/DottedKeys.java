package network.golem.runtime.supervisor.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import network.golem.runtime.provider.JsonFile;
import network.golem.runtime.provider.ParserMessage;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Properties of the market, whose keys may contain dots: `"a.b": 1` means `{"a": {"b": 1}}`.
final class DottedKeys {
  /// The key for a value that also has keys below it.
  static final String TAG = "@tag";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  /// Keeps decimals as they are written.
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private DottedKeys() {}

  /// Reads a file and expands all of its keys: YAML if the file's name ends in `.yaml`, otherwise
  /// JSON.
  static JsonNode read(Path file) throws ProviderException {
    return expanded(file.toString().endsWith(".yaml") ? yaml(file) : JsonFile.object(file).node());
  }

  private static JsonNode yaml(Path file) throws ProviderException {
    try {
      JsonNode tree = YAML.readTree(Files.readString(file));
      if (!tree.isObject()) {
        throw new ProviderException(file + " must contain keys with values");
      }
      return tree;
    } catch (NoSuchFileException _) {
      throw new ProviderException(file + " does not exist");
    } catch (CharacterCodingException _) {
      throw new ProviderException(file + " is not YAML: invalid UTF-8");
    } catch (IOException e) {
      throw new ProviderException("cannot read " + file + ": " + e.getMessage());
    } catch (JacksonException e) {
      throw new ProviderException(
          file
              + ", line "
              + e.getLocation().getLineNr()
              + ": invalid YAML: "
              + ParserMessage.of(e));
    }
  }

  /// The same tree with no dot in any key.
  static JsonNode expanded(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = MAPPER.createArrayNode();
      node.forEach(element -> array.add(expanded(element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = MAPPER.createObjectNode();
    node.properties().forEach(member -> put(object, member.getKey(), expanded(member.getValue())));
    return object;
  }

  private static void put(ObjectNode object, String key, JsonNode value) {
    int dot = key.indexOf('.');
    String first = dot < 0 ? key : key.substring(0, dot);
    JsonNode present = object.get(first);
    if (dot >= 0) {
      put(below(object, first, present), key.substring(dot + 1), value);
    } else if (present instanceof ObjectNode known) {
      if (value.isObject()) {
        value.properties().forEach(member -> put(known, member.getKey(), member.getValue()));
      } else {
        known.set(TAG, value);
      }
    } else if (present != null && value.isObject()) {
      ObjectNode tagged = (ObjectNode) value;
      tagged.set(TAG, present);
      object.set(first, tagged);
    } else {
      object.set(first, value);
    }
  }

  private static ObjectNode below(ObjectNode object, String key, @Nullable JsonNode present) {
    if (present instanceof ObjectNode known) {
      return known;
    }
    ObjectNode made = object.putObject(key);
    if (present != null) {
      made.set(TAG, present);
    }
    return made;
  }
}
