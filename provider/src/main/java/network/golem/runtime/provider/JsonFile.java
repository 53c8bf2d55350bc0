package network.golem.runtime.provider;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON file, read strictly: no duplicate keys, nothing after its end, decimals as they are
/// written.
public final class JsonFile {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private JsonFile() {}

  /// Reads a file that contains one object.
  public static JsonFields object(Path file) throws ProviderException {
    return JsonFields.of(tree(file, text(file)), file.toString());
  }

  /// Reads the content of such a file.
  static JsonFields object(Path file, String text) throws ProviderException {
    return JsonFields.of(tree(file, text), file.toString());
  }

  /// Reads a file that contains an array of objects.
  public static List<JsonFields> objects(Path file) throws ProviderException {
    return objects(file, text(file));
  }

  /// Reads such an array from a stream.
  ///
  /// @param named the stream's name, for messages
  public static List<JsonFields> objects(Path named, InputStream in)
      throws ProviderException, IOException {
    try {
      CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
      return objects(named, strict.decode(ByteBuffer.wrap(in.readAllBytes())).toString());
    } catch (CharacterCodingException e) {
      throw new ProviderException(named + ": invalid JSON: invalid UTF-8", e);
    }
  }

  /// Reads the content of such a file.
  static List<JsonFields> objects(Path file, String text) throws ProviderException {
    JsonNode tree = tree(file, text);
    if (!tree.isArray()) {
      throw new ProviderException(
          file + " must contain a JSON array, not " + JsonFields.kind(tree));
    }
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : tree) {
      objects.add(JsonFields.of(element, file + ": entry " + (objects.size() + 1)));
    }
    return objects;
  }

  /// The content of a file.
  static String text(Path file) throws ProviderException {
    if (Files.isDirectory(file)) {
      throw new ProviderException(file + " is a directory; expected a JSON file");
    }
    try {
      String text = Files.readString(file);
      if (text.startsWith(BYTE_ORDER_MARK)) {
        throw new ProviderException(
            file + " begins with a byte-order mark, which a node refuses; save it without one");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new ProviderException(file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new ProviderException(file + ": invalid JSON: invalid UTF-8", e);
    } catch (IOException e) {
      throw new ProviderException("cannot read " + file + ": " + SystemReason.of(e), e);
    }
  }

  private static JsonNode tree(Path file, String text) throws ProviderException {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isMissingNode()) {
        throw new ProviderException(file + " is empty; expected JSON");
      }
      return tree;
    } catch (JacksonException e) {
      var place = e.getLocation();
      String where =
          place == null ? "" : ", line " + place.getLineNr() + ", column " + place.getColumnNr();
      throw new ProviderException(file + where + ": invalid JSON: " + ParserMessage.of(e), e);
    }
  }
}
