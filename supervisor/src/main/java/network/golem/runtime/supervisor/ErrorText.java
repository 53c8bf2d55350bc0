package network.golem.runtime.supervisor;

import java.util.StringJoiner;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Response;

/// How the real supervisor words errors: which part of it failed stands before each sentence.
final class ErrorText {
  private static final String LOCAL = "Local service error: ";

  private ErrorText() {}

  /// A command came when the activity's state does not allow it.
  static String state(String sentence) {
    return LOCAL + "State error: " + sentence;
  }

  /// A transfer or the fetching of an image failed.
  static String transfer(String sentence) {
    return LOCAL + "Transfer error: " + sentence;
  }

  /// The runtime refused, or what it was to run cannot be run.
  static String runtime(String sentence) {
    return "Runtime error: " + sentence;
  }

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
