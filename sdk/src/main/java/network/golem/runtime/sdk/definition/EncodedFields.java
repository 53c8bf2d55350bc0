package network.golem.runtime.sdk.definition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Fields encoded as one string, in which the launcher passes them: `name=value&name=value`. Other
/// characters in a value are `%` and two hexadecimal digits for each byte of their UTF-8.
///
/// This is how values that a build has read from annotations reach the runtime: reading the
/// annotations again would take a fifth of its start.
public final class EncodedFields {
  private static final String TYPE = "type";
  private static final String PLAIN = "._-:/+,";

  private final StringBuilder text = new StringBuilder();

  /// Fields that describe a class.
  public static EncodedFields about(Class<?> type) {
    return new EncodedFields().add(TYPE, type.getName());
  }

  /// The launcher's value of a property; empty if there is none, or it describes another class.
  public static Optional<String> handedOver(String property, Class<?> type) {
    return Optional.of(System.getProperty(property, ""))
        .filter(text -> !text.isEmpty() && value(text, TYPE).equals(type.getName()));
  }

  /// Adds a field; several may have the same name.
  public EncodedFields add(String name, Object value) {
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

  /// The values of a field, in order, in a string that this class has encoded.
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

  /// The value of a field that occurs once.
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
