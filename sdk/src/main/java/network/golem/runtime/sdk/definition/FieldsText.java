package network.golem.runtime.sdk.definition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Fields in one word, as the launcher hands them over: `name=value&name=value`, what else is in a
/// value as `%` and two hexadecimal digits for each byte of its UTF-8.
///
/// That is how what a build has read from annotations comes to the runtime: reading them anew would
/// take a fifth of its start.
public final class FieldsText {
  private static final String TYPE = "type";
  private static final String PLAIN = "._-:/+,";

  private final StringBuilder text = new StringBuilder();

  /// One that speaks of a class.
  public static FieldsText about(Class<?> type) {
    return new FieldsText().add(TYPE, type.getName());
  }

  /// What the launcher has put into a property; empty where that is nothing, or speaks of another
  /// class.
  public static Optional<String> handedOver(String property, Class<?> type) {
    return Optional.of(System.getProperty(property, ""))
        .filter(text -> !text.isEmpty() && value(text, TYPE).equals(type.getName()));
  }

  /// Adds a field; several may have one name.
  public FieldsText add(String name, Object value) {
    if (!text.isEmpty()) {
      text.append('&');
    }
    text.append(name).append('=');
    for (byte b : String.valueOf(value).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isPlain(c)) {
        text.append(c);
      } else {
        text.append('%').append(HexFormat.of().toHexDigits(b));
      }
    }
    return this;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN.indexOf(c) >= 0;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /// A field's values, in their order, of a text that this class has made.
  public static List<String> values(String text, String name) {
    List<String> values = new ArrayList<>();
    for (int begin = 0; begin < text.length(); ) {
      int end = text.indexOf('&', begin);
      end = end < 0 ? text.length() : end;
      if (text.startsWith(name + "=", begin)) {
        values.add(decoded(text.substring(begin + name.length() + 1, end)));
      }
      begin = end + 1;
    }
    return values;
  }

  /// The value of a field that there is once.
  public static String value(String text, String name) {
    return values(text, name).getFirst();
  }

  private static String decoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%') {
        bytes.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
