package network.golem.runtime.testkit;

import java.util.Map;
import network.golem.runtime.sdk.RuntimeFailure;

/// The answer to a request about a command.
public sealed interface Answer {

  /// The request was accepted.
  ///
  /// @param pid the command's pid
  record Accepted(long pid) implements Answer {}

  /// The request was refused.
  ///
  /// @param context details in addition to the message, in the order in which they arrived
  record Refused(RuntimeFailure.Code code, String message, Map<String, String> context)
      implements Answer {
    @Override
    public String toString() {
      return code + " " + Quoted.line(message) + (context.isEmpty() ? "" : " " + context);
    }
  }
}
