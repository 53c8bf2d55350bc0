package network.golem.runtime.examples.wasi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON into maps, lists and strings. A tree of Jackson's would be shorter to read, but takes
/// a thousand classes more, half a second in a process that lives as long as `deploy`.
final class JsonValue {
  private JsonValue() {}

  /// Maps, lists and strings; a number, `true` or `false` becomes something whose string is what is
  /// written; a member that is `null` is left out, and in a list, it becomes an empty map.
  ///
  /// @throws tools.jackson.core.JacksonException if it is not JSON
  static Object read(byte[] json) {
    try (JsonParser parser =
        JsonFactory.builder().build().createParser(ObjectReadContext.empty(), json)) {
      JsonToken first = parser.nextToken();
      Object value = first == null ? null : read(parser, first);
      if (first != null && parser.nextToken() != null) {
        throw new StreamReadException(parser, "there is more after the end of the JSON");
      }
      return value == null ? "" : value;
    }
  }

  /// A member of an object; `null` if there is none, or if this is no object.
  static @Nullable Object member(Object of, String name) {
    return of instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private record Scalar(String written) {
    @Override
    public String toString() {
      return written;
    }
  }

  private static @Nullable Object read(JsonParser parser, JsonToken token) {
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> members = new LinkedHashMap<>();
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        Object value = read(parser, parser.nextToken());
        if (value != null) {
          Object _ = members.put(name, value);
        }
      }
      return members;
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> values = new ArrayList<>();
      for (JsonToken each = parser.nextToken();
          each != JsonToken.END_ARRAY;
          each = parser.nextToken()) {
        Object value = read(parser, each);
        values.add(value == null ? Map.of() : value);
      }
      return values;
    }
    return token == JsonToken.VALUE_NULL
        ? null
        : token == JsonToken.VALUE_STRING ? parser.getString() : new Scalar(parser.getString());
  }
}
