package network.golem.runtime.sdk.host;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.messages.AuthorsCode;
import org.jspecify.annotations.Nullable;

/// A call of `System.exit`, seen while the process exits because of it.
///
/// @param thread the thread that called it, and waits for the end of the process; `null` if it is a
///   virtual thread, whose stack nobody else can see
/// @param place the author's code that called it
public record ExitCall(@Nullable Thread thread, Optional<StackTraceElement> place) {
  private static final String EXITS = "java.lang.Runtime";
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

  /// Looks for the call in the stacks of all threads, which takes a few milliseconds.
  ///
  /// @return empty if the process exits for another reason: a signal, or the end of `main`
  public static Optional<ExitCall> find() {
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      StackTraceElement[] trace = each.getValue();
      if (Arrays.stream(trace).noneMatch(frame -> frame.getClassName().equals(HOOKS))) {
        continue; // it may have called it, too, but waits for the thread that runs the hooks
      }
      for (int i = 0; i < trace.length; i++) {
        if (trace[i].getClassName().equals(EXITS) && trace[i].getMethodName().equals("exit")) {
          StackTraceElement[] callers = Arrays.copyOfRange(trace, i + 1, trace.length);
          return Optional.of(
              new ExitCall(each.getKey(), Optional.ofNullable(AuthorsCode.in(callers))));
        }
      }
      return Optional.empty();
    }
    return Optional.of(new ExitCall(null, Optional.empty())); // some thread must run the hooks
  }

  /// What happened, in one sentence without a full stop.
  public String sentence() {
    return "the runtime's code called System.exit, "
        + place.map(frame -> "at " + AuthorsCode.text(frame)).orElse("in a virtual thread")
        + ": throw an exception to fail a command, or return from it";
  }
}
