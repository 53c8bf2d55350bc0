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
import tools.jackson.core.TokenStreamFactory;

/// Reads content without Jackson's data binding, which takes longer to set up than all else that a
/// runtime does at its start: into maps, and from there into [PlainRecords]. It never reports an
/// error: whatever it does not understand at once is left to Jackson, whose results are the same.
final class PlainReader {
  private PlainReader() {}

  /// Reads content; empty if Jackson must.
  static <T> Optional<T> read(TokenStreamFactory format, String text, Class<T> type) {
    if (type != Map.class && !PlainRecords.isPlain(type)) {
      return Optional.empty();
    }
    try (JsonParser parser = format.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, @Nullable Object> content = object(parser);
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
      return Optional.of(
          type.cast(type == Map.class ? content : PlainRecords.create(type, content)));
    } catch (JacksonException | NotPlainException _) {
      return Optional.empty(); // Jackson says what is wrong
    }
  }

  private static Map<String, @Nullable Object> object(JsonParser parser) throws NotPlainException {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = parser.currentName();
      var _ = parser.nextToken();
      if (object.containsKey(key)) {
        throw new NotPlainException();
      }
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
      case VALUE_NULL -> null;
      default -> throw new NotPlainException();
    };
  }
}
