package network.golem.runtime.testkit;

import java.util.Map;
import network.golem.runtime.sdk.RuntimeFailure;

/// What a request concerning a command was answered with.
public sealed interface Answer {

  /// It is so.
  ///
  /// @param pid the command
  record Accepted(long pid) implements Answer {}

  /// It is not to be.
  ///
  /// @param context further facts, in the order in which they came
  record Refused(RuntimeFailure.Code code, String message, Map<String, String> context)
      implements Answer {
    @Override
    public String toString() {
      return code + " " + Quoted.line(message) + (context.isEmpty() ? "" : " " + context);
    }
  }
}
