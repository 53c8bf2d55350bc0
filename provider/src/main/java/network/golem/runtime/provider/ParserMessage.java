package network.golem.runtime.provider;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/// A parser's message for the author of a file: whole, but without what is meant for programmers.
public final class ParserMessage {
  /// A character, as the parser describes it, with its number.
  private static final Pattern CHARACTER =
      Pattern.compile("\\(?('.') \\(code \\d+(?: / 0x\\p{XDigit}+)?\\)\\)?");

  private static final Pattern CONTROL_CHARACTER =
      Pattern.compile("\\(\\(CTRL-CHAR, code (\\d+)\\)\\)");

  /// The beginning of what is not closed, whose position the parser does not tell.
  private static final Pattern BEGINNING = Pattern.compile(" \\(start marker at \\[.*?\\]\\)");

  /// The parser's settings, which nobody can change from outside.
  private static final Pattern SETTING =
      Pattern.compile("(?::|, or) enable `[^`]*`.*|, from `[^`]*`|: not allowed as per `[^`]*`");

  private static final Pattern END = Pattern.compile("Unexpected end-of-input(.*)");

  private static final Pattern TRAILING = Pattern.compile("Trailing token \\(.*\\) found after .*");

  private static final Pattern KINDS =
      Pattern.compile(
          ": (?:expected a valid value|was expecting)"
              + " \\(JSON String, Number, Array, Object or token .*\\)");

  private static final Map<String, String> CONTROL_CHARACTERS =
      Map.of("9", "a tab", "10", "a line break", "13", "a carriage return");

  private static final String KEY = ": was expecting double-quote to start property name";
  private static final String VALUE = ": expected a value";

  /// The parser's expectations, in the words of those who write JSON.
  private static final Map<String, String> EXPECTATIONS =
      Map.of(
          KEY,
          ": expected a key in double quotes",
          ": was expecting a colon to separate property name and value",
          ": expected ':' after the key",
          ": was expecting comma to separate Array entries",
          ": expected ',' or ']'",
          ": was expecting comma to separate Object entries",
          ": expected ',' or '}'");

  private ParserMessage() {}

  /// The message in one line; it begins with a lower-case letter.
  public static String of(JacksonException e) {
    String message =
        String.valueOf(e.getOriginalMessage())
            .lines()
            .filter(line -> !line.startsWith(" ")) // the parser's positions and excerpts
            .collect(Collectors.joining("; "));
    message = TRAILING.matcher(message).replaceAll("unexpected content after the end of the value");
    message = SETTING.matcher(message).replaceAll("");
    message = CHARACTER.matcher(message).replaceAll("$1");
    message =
        CONTROL_CHARACTER
            .matcher(message)
            .replaceAll(found ->
                CONTROL_CHARACTERS.getOrDefault(
                    found.group(1), "the control character " + found.group(1)));
    message = BEGINNING.matcher(message).replaceAll("");
    message =
        END.matcher(message).replaceAll(found -> "unexpected end: " + missing(found.group(1)));
    message = KINDS.matcher(message).replaceAll(VALUE);
    if (isTrailingComma(message, e)) {
      return "trailing comma before '" + (message.endsWith(KEY) ? "}" : "]") + "'; remove it";
    }
    for (Map.Entry<String, String> expectation : EXPECTATIONS.entrySet()) {
      message = message.replace(expectation.getKey(), expectation.getValue());
    }
    return message.isEmpty()
        ? "unexpected content"
        : Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  /// @param where what the parser was reading
  private static String missing(String where) {
    if (where.contains("quote") || where.contains("property name")) {
      return "the closing quote of a string is missing";
    }
    if (where.contains("Object")) {
      return "'}' is missing";
    }
    return where.contains("Array") ? "']' is missing" : "a value is incomplete";
  }

  /// Whether an array or an object ends after a comma. A bracket is also unexpected as the value of
  /// a key, and before any array has begun.
  private static boolean isTrailingComma(String message, JacksonException e) {
    return message.equals("Unexpected character '}'" + KEY)
        || (message.equals("Unexpected character ']'" + VALUE)
            && e.processor() instanceof JsonParser parser
            && parser.streamReadContext().inArray());
  }
}
