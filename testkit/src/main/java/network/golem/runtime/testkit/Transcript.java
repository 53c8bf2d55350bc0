package network.golem.runtime.testkit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;

/// Events as lines for people: the time in seconds; `→` to the runtime, `←` from it; what happened.
final class Transcript {
  private static final int LINES_AT_THE_BEGINNING = 40;
  private static final int LINES_AT_THE_END = 160;

  private Transcript() {}

  /// All events; if there are very many, the first and the last ones.
  static String of(List<SessionEvent> events) {
    int left = LINES_AT_THE_BEGINNING;
    int right = Math.max(left, events.size() - LINES_AT_THE_END);
    Stream<String> lines =
        right == left
            ? lines(events)
            : Stream.of(
                    lines(events.subList(0, left)),
                    Stream.of("… " + (right - left) + " more …"),
                    lines(events.subList(right, events.size())))
                .flatMap(part -> part);
    return lines.map(line -> "  " + line).collect(Collectors.joining("\n"));
  }

  private static Stream<String> lines(List<SessionEvent> events) {
    return events.stream().map(Transcript::line);
  }

  static String line(SessionEvent event) {
    return String.format(Locale.ROOT, "%8.3f %s", event.at().toNanos() / 1e9, what(event));
  }

  private static String what(SessionEvent event) {
    return switch (event) {
      case SessionEvent.Sent(_, Request request) -> "→ " + text(request) + id(request.id());
      case SessionEvent.Received(_, RuntimeMessage message) -> "← " + text(message);
      case SessionEvent.Logged(_, String text) -> "log " + Quoted.line(text);
      case SessionEvent.InputClosed(_) -> "→ end of input";
      case SessionEvent.Ended(_, int code) -> "the runtime ended with exit code " + code;
    };
  }

  private static String text(Request request) {
    return switch (request) {
      case Request.Hello hello -> "hello " + hello.version();
      case Request.RunProcess run -> "run " + run.bin() + " with arguments " + run.args();
      case Request.KillProcess kill ->
          "kill pid " + Long.toUnsignedString(kill.pid()) + " with signal " + kill.signal();
      case Request.Shutdown shutdown -> "shutdown";
      case Request.CreateNetwork network -> "join network " + network.networkInterface();
      case Request.Unrecognized unrecognized -> "nothing";
    };
  }

  private static String text(RuntimeMessage message) {
    return switch (message) {
      case Response response -> text(response) + id(response.id());
      case Event.ProcessStatus status -> text(status);
      case Event.State(String name, Bytes value) -> "state " + name + " = " + value.utf8();
      case Event.Counter(String name, double value) -> "counter " + name + " = " + value;
      case Event.Unrecognized unrecognized -> "an event without content";
    };
  }

  private static String text(Response response) {
    return switch (response) {
      case Response.Error error ->
          "error %s %s%s"
              .formatted(
                  error.code(),
                  Quoted.brief(error.message()),
                  error.context().isEmpty() ? "" : " " + error.context());
      case Response.Hello hello -> "hello " + hello.version();
      case Response.RunProcess run -> "pid " + Long.toUnsignedString(run.pid()) + " accepted";
      case Response.KillProcess kill -> "killed";
      case Response.Shutdown shutdown -> "shut down";
      case Response.CreateNetwork network -> "joined at " + network.endpoint();
      case Response.Unrecognized unrecognized -> "an answer without content";
    };
  }

  private static String text(Event.ProcessStatus status) {
    String text = "pid " + Long.toUnsignedString(status.pid());
    if (status.running() && status.stdout().isEmpty() && status.stderr().isEmpty()) {
      return text + " started";
    }
    if (!status.stdout().isEmpty()) {
      text += " stdout " + Quoted.brief(status.stdout().utf8());
    }
    if (!status.stderr().isEmpty()) {
      text += " stderr " + Quoted.brief(status.stderr().utf8());
    }
    return status.running() ? text : text + " ended with exit code " + status.returnCode();
  }

  private static String id(long id) {
    return " (request " + Long.toUnsignedString(id) + ")";
  }
}
