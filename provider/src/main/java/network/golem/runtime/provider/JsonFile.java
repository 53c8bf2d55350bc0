package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON file, read strictly: no key twice, nothing after its end, decimals as they are written.
public final class JsonFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /// What the parser says to programmers rather than to those who wrote the file.
  private static final Pattern PARSER_TALK =
      Pattern.compile(" \\((code|start marker at) .*|: enable `.*");

  private JsonFile() {}

  /// What the file holds: one object.
  public static JsonFields object(Path file) throws ProviderException {
    return JsonFields.of(tree(file, text(file)), file.toString());
  }

  /// What a file with this text holds: one object.
  static JsonFields object(Path file, String text) throws ProviderException {
    return JsonFields.of(tree(file, text), file.toString());
  }

  /// What the file holds: an array of objects.
  public static List<JsonFields> objects(Path file) throws ProviderException {
    return objects(file, text(file));
  }

  /// What a file with this text holds: an array of objects.
  static List<JsonFields> objects(Path file, String text) throws ProviderException {
    JsonNode tree = tree(file, text);
    if (!tree.isArray()) {
      throw new ProviderException(file + " must hold a JSON array, not " + JsonFields.kind(tree));
    }
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : tree) {
      objects.add(JsonFields.of(element, file + ": entry " + (objects.size() + 1)));
    }
    return objects;
  }

  /// The file's text.
  static String text(Path file) throws ProviderException {
    try {
      String text = Files.readString(file);
      if (text.startsWith(BYTE_ORDER_MARK)) {
        throw new ProviderException(
            file + " begins with a byte-order mark, which a node refuses: save it without one");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new ProviderException(file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new ProviderException(file + " is not JSON: invalid UTF-8", e);
    } catch (IOException e) {
      throw new ProviderException(file + " cannot be read: " + SystemReason.of(e), e);
    }
  }

  private static JsonNode tree(Path file, String text) throws ProviderException {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw new ProviderException(file + " is empty, where JSON was wanted");
      }
      return tree;
    } catch (JacksonException e) {
      var place = e.getLocation();
      String where =
          place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
      throw new ProviderException(file + where + ": this is no JSON: " + reason(e), e);
    }
  }

  /// What the parser says, for people.
  static String reason(JacksonException e) {
    String line = e.getOriginalMessage().lines().findFirst().orElse("");
    return PARSER_TALK.matcher(line).replaceAll("");
  }
}
