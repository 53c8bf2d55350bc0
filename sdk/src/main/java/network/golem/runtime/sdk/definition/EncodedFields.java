package network.golem.runtime.sdk.definition;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Fields with their values, encoded as one string like a URL's query, in which a launcher passes
/// them on as a property.
///
/// This is how values that a build has read from annotations reach the runtime: reading the
/// annotations again would take a fifth of its start.
public final class EncodedFields {
  private static final String TYPE = "type";

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /// Fields that describe a class.
  public static EncodedFields about(Class<?> type) {
    return new EncodedFields().add(TYPE, type.getName());
  }

  /// The launcher's value of a property; empty if there is none, or it describes another class.
  public static Optional<EncodedFields> handedOver(String property, Class<?> type) {
    String text = System.getProperty(property, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    EncodedFields fields = read(text);
    return fields.value(TYPE).equals(type.getName()) ? Optional.of(fields) : Optional.empty();
  }

  /// Fields that [#toString()] has encoded.
  public static EncodedFields read(String text) {
    EncodedFields fields = new EncodedFields();
    for (int begin = 0; begin < text.length(); ) {
      int end = text.indexOf('&', begin);
      end = end < 0 ? text.length() : end;
      int equals = text.indexOf('=', begin);
      EncodedFields _ =
          fields.add(
              text.substring(begin, equals),
              URLDecoder.decode(text.substring(equals + 1, end), UTF_8));
      begin = end + 1;
    }
    return fields;
  }

  /// Adds a value. A field may have several, in this order.
  public EncodedFields add(String name, Object value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(String.valueOf(value));
    return this;
  }

  /// The values of a field, in order.
  public List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// The value of a field that has one.
  public String value(String name) {
    return values(name).getFirst();
  }

  /// Whether that is `true`.
  public boolean is(String name) {
    return value(name).equals("true");
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, all) -> {
      for (String value : all) {
        text.append(text.isEmpty() ? "" : "&")
            .append(name)
            .append('=')
            .append(URLEncoder.encode(value, UTF_8));
      }
    });
    return text.toString();
  }
}
