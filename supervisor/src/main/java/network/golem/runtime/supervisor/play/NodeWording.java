package network.golem.runtime.supervisor.play;

import java.util.StringJoiner;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Response;

/// How the real supervisor words errors: which part of it failed stands before each sentence.
public final class NodeWording {
  private static final String LOCAL = "Local service error: ";

  private NodeWording() {}

  /// A command came when the activity's state does not allow it.
  public static String state(String sentence) {
    return LOCAL + "State error: " + sentence;
  }

  /// A transfer or the fetching of an image failed.
  public static String transfer(String sentence) {
    return LOCAL + "Transfer error: " + sentence;
  }

  /// The runtime refused, or what it was to run cannot be run.
  public static String runtime(String sentence) {
    return "Runtime error: " + sentence;
  }

  public static String of(Response.Error error) {
    StringJoiner context = new StringJoiner(", ", "{", "}");
    error.context().forEach((key, value) -> context.add(quoted(key) + ": " + quoted(value)));
    return "Error { code: "
        + name(error.code())
        + ", message: "
        + quoted(error.message())
        + ", context: "
        + context
        + " }";
  }

  /// As Rust prints a string for programmers.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0 -> quoted.append("\\0");
            default -> {
              if (Character.isISOControl(c)) {
                quoted.append("\\u{").append(Integer.toHexString(c)).append('}');
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  private static String name(ErrorCode code) {
    return switch (code.number()) {
      case 0 -> "Internal";
      case 1 -> "NotFound";
      case 2 -> "BadRequest";
      default -> Integer.toString(code.number());
    };
  }
}
