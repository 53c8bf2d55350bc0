package network.golem.runtime.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.RuntimeFailure;
import org.jspecify.annotations.Nullable;

/// The state of each request, command, counter and reported state of a session. Guarded by the lock
/// of its [SessionHistory].
final class Ledger {
  private static final int REFUSED = -1;

  private final Map<Long, CommandHistory> byRequest = new HashMap<>();
  private final Map<Long, CommandHistory> byPid = new HashMap<>();
  private final Map<Long, Response> answers = new HashMap<>();
  private final Map<String, Double> counters = new LinkedHashMap<>();
  private final List<StateReport> states = new ArrayList<>();
  private final DeclaredCounters declared;
  private final CommandHistory start;
  private boolean started;

  /// The runs that have not been answered.
  private final Set<Long> unanswered = new HashSet<>();

  /// Events of pids that no answer has named yet: those of runs that are about to be answered.
  private final Map<Long, List<Early>> early = new HashMap<>();

  private record Early(Event.ProcessStatus status, Duration at) {}

  Ledger(DeclaredCounters declared) {
    this.declared = declared;
    this.start = new CommandHistory("start", Duration.ZERO, 0, declared);
  }

  void sent(Request request, Duration at) {
    switch (request) {
      case Request.RunProcess run -> {
        unanswered.add(run.id());
        byRequest.put(run.id(), new CommandHistory(line(run), at, states.size(), declared));
      }
      case Request.Hello hello -> byRequest.put(hello.id(), start);
      case Request.KillProcess kill -> {}
      case Request.Shutdown shutdown -> {}
      case Request.CreateNetwork network -> {}
      case Request.Unrecognized unrecognized -> {}
    }
  }

  private static String line(Request.RunProcess run) {
    List<String> words = new ArrayList<>(run.args());
    words.set(0, run.bin());
    return "'" + String.join(" ", words) + "'";
  }

  void received(RuntimeMessage message, Duration at) {
    switch (message) {
      case Response response -> answered(response, at);
      case Event.ProcessStatus status -> status(status, at);
      case Event.Counter(String name, double value) -> counters.put(name, value);
      case Event.State(String name, Bytes json) -> states.add(new StateReport(name, json.utf8()));
      case Event.Unrecognized unrecognized -> {}
    }
  }

  private void answered(Response response, Duration at) {
    answers.put(response.id(), response);
    unanswered.remove(response.id());
    CommandHistory command = byRequest.get(response.id());
    started |= command == start;
    if (command == null) {
      return;
    }
    switch (response) {
      case Response.RunProcess run -> {
        byPid.put(run.pid(), command);
        command.answered(new Answer.Accepted(run.pid()));
        for (Early before : early.getOrDefault(run.pid(), List.of())) {
          status(before.status(), before.at());
        }
        early.remove(run.pid());
      }
      case Response.Error error -> {
        command.answered(refusal(error));
        command.ended(REFUSED, at, counters, states);
      }
      case Response.Hello hello -> {
        command.answered(new Answer.Accepted(0));
        command.ended(0, at, counters, states);
      }
      case Response.KillProcess kill -> {}
      case Response.Shutdown shutdown -> {}
      case Response.CreateNetwork network -> {}
      case Response.Unrecognized unrecognized -> {}
    }
  }

  private void status(Event.ProcessStatus status, Duration at) {
    if (started && !byPid.containsKey(status.pid()) && !unanswered.isEmpty()) {
      early.computeIfAbsent(status.pid(), pid -> new ArrayList<>()).add(new Early(status, at));
      return;
    }
    CommandHistory command = byPid.getOrDefault(status.pid(), start);
    command.printed(status);
    if (!status.running() && command != start && command.result() == null) {
      command.ended(status.returnCode(), at, counters, states);
    }
  }

  /// An error answer in the terms of the SDK.
  static Answer.Refused refusal(Response.Error error) {
    RuntimeFailure.Code code =
        error.code().equals(ErrorCode.NOT_FOUND)
            ? RuntimeFailure.Code.NOT_FOUND
            : error.code().equals(ErrorCode.BAD_REQUEST)
                ? RuntimeFailure.Code.BAD_REQUEST
                : RuntimeFailure.Code.INTERNAL;
    return new Answer.Refused(code, error.message(), error.context());
  }

  /// The command that a request starts; `null` before the request is sent.
  @Nullable CommandHistory command(long requestId) {
    return byRequest.get(requestId);
  }

  /// The history of `start`.
  CommandHistory start() {
    return start;
  }

  @Nullable Response answer(long requestId) {
    return answers.get(requestId);
  }

  double counter(String name) {
    return counters.getOrDefault(name, 0.0);
  }
}
