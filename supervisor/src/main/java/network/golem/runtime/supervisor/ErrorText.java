package network.golem.runtime.supervisor;

import java.util.StringJoiner;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Response;

/// How the real supervisor words an error answer.
final class ErrorText {
  private ErrorText() {}

  static String of(Response.Error error) {
    StringJoiner context = new StringJoiner(", ", "{", "}");
    error.context().forEach((key, value) -> context.add("\"" + key + "\": \"" + value + "\""));
    return "Error { code: "
        + name(error.code())
        + ", message: \""
        + error.message()
        + "\", context: "
        + context
        + " }";
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
