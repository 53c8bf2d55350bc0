package network.golem.runtime.sdk.config;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads JSON without Jackson, all of whose parsers initialize `BigDecimal`: in Java 25, that
/// computes 5 to the power of 65,536, and takes longer than all else that a runtime does before its
/// first answer.
final class PlainJson {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)((?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)");
  private static final int FRACTION = 1;

  /// Of nested objects and arrays.
  static final int DEEPEST = 100;

  private static final int HEX = 16;
  private static final int HEX_DIGITS = 4;
  private static final String ESCAPED = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  private final String text;
  private int next;
  private int depth;

  private PlainJson(String text) {
    this.text = text;
  }

  /// Reads an object into maps, lists, strings, booleans, and `Integer`, `Long` or `Double`, which
  /// is what Jackson makes of it.
  ///
  /// @throws NotPlainException if it is none, has duplicate keys, a number that does not fit, or a
  ///   hundred levels
  static Map<String, @Nullable Object> read(String text) throws NotPlainException {
    PlainJson json = new PlainJson(text);
    json.require('{');
    Map<String, @Nullable Object> object = json.object();
    json.skipBlanks();
    if (json.next < text.length()) {
      throw new NotPlainException();
    }
    return object;
  }

  private @Nullable Object value() throws NotPlainException {
    if (isNext('{')) {
      return object();
    }
    if (isNext('[')) {
      return array();
    }
    if (isNext('"')) {
      return string();
    }
    return scalar(word());
  }

  private Map<String, @Nullable Object> object() throws NotPlainException {
    enter();
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    boolean more = !isNext('}');
    while (more) {
      require('"');
      String key = string();
      require(':');
      if (object.containsKey(key)) {
        throw new NotPlainException();
      }
      object.put(key, value());
      more = continues('}');
    }
    depth--;
    return object;
  }

  private List<@Nullable Object> array() throws NotPlainException {
    enter();
    List<@Nullable Object> list = new ArrayList<>();
    boolean more = !isNext(']');
    while (more) {
      list.add(value());
      more = continues(']');
    }
    depth--;
    return list;
  }

  private void enter() throws NotPlainException {
    depth++;
    if (depth > DEEPEST) {
      throw new NotPlainException();
    }
  }

  /// Whether another element follows; otherwise it is the end.
  private boolean continues(char end) throws NotPlainException {
    if (isNext(',')) {
      return true;
    }
    require(end);
    return false;
  }

  private void require(char wanted) throws NotPlainException {
    if (!isNext(wanted)) {
      throw new NotPlainException();
    }
  }

  /// Skips blanks, and the character if it is next.
  private boolean isNext(char wanted) {
    skipBlanks();
    if (next < text.length() && text.charAt(next) == wanted) {
      next++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
  }

  private char take() throws NotPlainException {
    if (next == text.length()) {
      throw new NotPlainException();
    }
    return text.charAt(next++);
  }

  /// The rest of a string.
  private String string() throws NotPlainException {
    StringBuilder string = new StringBuilder();
    for (char c = take(); c != '"'; c = take()) {
      if (c < ' ') {
        throw new NotPlainException();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() throws NotPlainException {
    char c = take();
    if (c == 'u') {
      int code = 0;
      for (int i = 0; i < HEX_DIGITS; i++) {
        char digit = take();
        if (!HexFormat.isHexDigit(digit)) {
          throw new NotPlainException();
        }
        code = code * HEX + HexFormat.fromHexDigit(digit);
      }
      return (char) code;
    }
    int which = ESCAPED.indexOf(c);
    if (which < 0) {
      throw new NotPlainException();
    }
    return MEANT.charAt(which);
  }

  /// What a literal or a number consists of.
  private String word() {
    int begin = next;
    while (next < text.length()
        && (Character.isLetterOrDigit(text.charAt(next))
            || "+-.".indexOf(text.charAt(next)) >= 0)) {
      next++;
    }
    return text.substring(begin, next);
  }

  private static @Nullable Object scalar(String word) throws NotPlainException {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> number(word);
    };
  }

  /// A number as JSON writes it.
  ///
  /// @throws NotPlainException if it is none, or does not fit
  static Number number(String word) throws NotPlainException {
    Matcher number = NUMBER.matcher(word);
    if (!number.matches()) {
      throw new NotPlainException();
    }
    if (number.end(FRACTION) > number.start(FRACTION)) {
      double real = Double.parseDouble(word);
      if (Double.isInfinite(real)) {
        throw new NotPlainException();
      }
      return real;
    }
    try {
      long integer = Long.parseLong(word);
      if (integer == (int) integer) {
        return (int) integer;
      }
      return integer;
    } catch (NumberFormatException e) {
      throw new NotPlainException(e);
    }
  }
}
