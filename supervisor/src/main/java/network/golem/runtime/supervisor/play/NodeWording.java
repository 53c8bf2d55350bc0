package network.golem.runtime.supervisor.play;

import java.util.StringJoiner;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Response;

/// Errors in the words of a node's supervisor: each begins with the part of it that failed.
public final class NodeWording {
  private static final String LOCAL = "Local service error: ";

  private NodeWording() {}

  /// The activity's state does not allow the command.
  public static String state(String sentence) {
    return LOCAL + "State error: " + sentence;
  }

  /// A transfer has failed, or the download of an image.
  public static String transfer(String sentence) {
    return LOCAL + "Transfer error: " + sentence;
  }

  /// The runtime has refused a command, or the command cannot be run.
  public static String runtime(String sentence) {
    return "Runtime error: " + sentence;
  }

  /// The runtime's own sentence, with its code (unless that is the usual one) and its context: `no
  /// such model (NotFound, path: /m)`.
  static String runtimesOwn(Response.Error error) {
    StringJoiner details = new StringJoiner(", ", " (", ")").setEmptyValue("");
    if (!error.code().equals(ErrorCode.INTERNAL)) {
      details.add(name(error.code()));
    }
    error.context().forEach((key, value) -> details.add(key + ": " + value));
    return error.message() + details;
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

  /// As Rust's `{:?}` prints a string.
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
