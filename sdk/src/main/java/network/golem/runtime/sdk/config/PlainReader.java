package network.golem.runtime.sdk.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.toml.TomlFactory;

/// Reads content without Jackson's data binding, which takes longer to set up than all else that a
/// runtime does at its start: into maps, and from there into [PlainRecords]. It never reports an
/// error: whatever it does not understand at once is left to Jackson, whose results are the same.
final class PlainReader {
  private PlainReader() {}

  /// Reads content; empty if Jackson must.
  static <T> Optional<T> read(Format format, String text, Class<T> type) {
    if (type != Map.class && !PlainRecords.isPlain(type)) {
      return Optional.empty();
    }
    try {
      Map<String, @Nullable Object> content =
          switch (format) {
            case JSON -> PlainJson.read(text);
            case YAML -> PlainYaml.read(text);
            case TOML -> Toml.read(text);
          };
      return Optional.of(
          type.cast(type == Map.class ? content : PlainRecords.create(type, content)));
    } catch (NotPlainException _) {
      return Optional.empty(); // Jackson says what is wrong
    }
  }

  /// With Jackson's parser. A class of its own, so that no other format loads it.
  private static final class Toml {
    private Toml() {}

    static Map<String, @Nullable Object> read(String text) throws NotPlainException {
      try (JsonParser parser = new TomlFactory().createParser(ObjectReadContext.empty(), text)) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
          throw new NotPlainException();
        }
        return object(parser);
      } catch (JacksonException e) {
        throw new NotPlainException(e);
      }
    }

    private static Map<String, @Nullable Object> object(JsonParser parser)
        throws NotPlainException {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = parser.currentName();
        var _ = parser.nextToken();
        object.put(key, value(parser));
      }
      return object;
    }

    private static @Nullable Object value(JsonParser parser) throws NotPlainException {
      JsonToken token = parser.currentToken();
      if (token == null) {
        throw new NotPlainException();
      }
      return switch (token) {
        case START_OBJECT -> object(parser);
        case START_ARRAY -> {
          List<@Nullable Object> list = new ArrayList<>();
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
          }
          yield list;
        }
        case VALUE_STRING -> parser.getString();
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> throw new NotPlainException(); // TOML has nothing else
      };
    }
  }
}
