package network.golem.runtime.sdk.json;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes values as JSON, compact or indented. It exists because a library costs more at start-up
/// than the rest of `offer-template` and `deploy` together.
public final class Json {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final StringBuilder out = new StringBuilder();
  private final boolean pretty;

  private Json(boolean pretty) {
    this.pretty = pretty;
  }

  /// The value on one line, without spaces.
  ///
  /// @param value `null`, a string, number or boolean, an enum constant, a path, or a map,
  ///   iterable, array, record or `Optional` of these
  /// @throws IllegalArgumentException if it is anything else, or contains a number that JSON cannot
  ///   represent
  public static String compact(@Nullable Object value) {
    return write(value, false);
  }

  /// The same for people: indented by two spaces, one line for each member.
  public static String pretty(@Nullable Object value) {
    return write(value, true);
  }

  private static String write(@Nullable Object value, boolean pretty) {
    Json json = new Json(pretty);
    json.value(value, 0);
    return json.out.toString();
  }

  private void value(@Nullable Object value, int depth) {
    // no switch over types: preparing one would take a tenth of a runtime's start
    if (value == null) {
      out.append("null");
    } else if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof Path) {
      text(value.toString());
    } else if (value instanceof Double || value instanceof Float) {
      real((Number) value);
    } else if (value instanceof BigDecimal number) {
      out.append(number.toPlainString());
    } else if (value instanceof Boolean || isInteger(value)) {
      out.append(value);
    } else if (value instanceof Enum<?> constant) {
      text(constant.name());
    } else if (value instanceof Optional<?> optional) {
      value(optional.orElse(null), depth);
    } else if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof Iterable<?> list) {
      array(list, depth);
    } else if (value instanceof Record record) {
      object(record, depth);
    } else if (value.getClass().isArray()) {
      arrayOf(value, depth);
    } else {
      throw new IllegalArgumentException(
          "cannot write "
              + value.getClass().getName()
              + " as JSON; expected a string, number, boolean, map, collection, array or record");
    }
  }

  private static boolean isInteger(Object value) {
    return value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || value instanceof Byte
        || value instanceof BigInteger;
  }

  private void real(Number number) {
    if (!Double.isFinite(number.doubleValue())) {
      throw new IllegalArgumentException("JSON cannot represent " + number);
    }
    out.append(number);
  }

  private void object(Map<?, ?> map, int depth) {
    Members members = new Members('{', '}', depth);
    map.forEach((key, member) -> member(members, String.valueOf(key), member));
    members.end();
  }

  private void object(Record record, int depth) {
    Members members = new Members('{', '}', depth);
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component
            .getAccessor()
            .setAccessible(true); // otherwise a private record's accessor is not accessible
        member(members, component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException | SecurityException e) {
        throw new IllegalArgumentException(
            record.getClass().getName()
                + "."
                + component.getName()
                + " cannot be read: "
                + e.getMessage(),
            e);
      }
    }
    members.end();
  }

  private void member(Members members, String key, @Nullable Object value) {
    members.next();
    text(key);
    out.append(pretty ? ": " : ":");
    value(value, members.depth);
  }

  private void array(Iterable<?> list, int depth) {
    Members members = new Members('[', ']', depth);
    for (Object element : list) {
      members.next();
      value(element, members.depth);
    }
    members.end();
  }

  private void arrayOf(Object array, int depth) {
    Members members = new Members('[', ']', depth);
    for (int i = 0; i < Array.getLength(array); i++) {
      members.next();
      value(Array.get(array, i), members.depth);
    }
    members.end();
  }

  private void text(CharSequence text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || isLoneSurrogate(text, i)) {
            out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(CharSequence text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /// The members of an object or an array, with their separators.
  private final class Members {
    private final char close;
    private final int depth;
    private boolean any;

    Members(char open, char close, int depth) {
      this.close = close;
      this.depth = depth + 1;
      out.append(open);
    }

    void next() {
      if (any) {
        out.append(',');
      }
      any = true;
      line(depth);
    }

    void end() {
      if (any) {
        line(depth - 1);
      }
      out.append(close);
    }

    private void line(int indentation) {
      if (pretty) {
        out.append('\n').append("  ".repeat(indentation));
      }
    }
  }
}
