package network.golem.runtime.testkit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// The rules of the protocol that a runtime must keep, checked message by message. A node's
/// supervisor guesses from the order of events which command each belongs to. An event that is out
/// of order is taken as another command's output or end, or hangs the session.
///
/// Not thread-safe.
final class ProtocolRules {
  private final Map<Long, Request> unanswered = new HashMap<>();
  private final Set<Long> answered = new HashSet<>();
  private final Map<Long, Stage> commands = new HashMap<>();
  private final Map<String, Double> counters = new HashMap<>();

  /// The pids of events that arrived before a run was answered with them, which is allowed.
  private final Set<Long> early = new TreeSet<>();

  private boolean started;
  private boolean shutDown;

  /// The stage of an accepted command.
  private enum Stage {
    ACCEPTED,
    RUNNING,
    ENDED
  }

  /// A request is about to be sent.
  void sent(Request request) {
    unanswered.put(request.id(), request);
  }

  /// A message has arrived.
  ///
  /// @return the rule that it breaks, in one sentence
  Optional<String> received(RuntimeMessage message) {
    if (shutDown && !(message instanceof Response.Shutdown)) {
      return Optional.of("a message arrived after the answer to shutdown, which must be the last");
    }
    return Optional.ofNullable(
        switch (message) {
          case Response response -> answer(response);
          case Event.ProcessStatus status -> status(status);
          case Event.Counter counter -> counter(counter);
          case Event.State state -> null;
          case Event.Unrecognized unrecognized -> "an event without content arrived";
        });
  }

  private @Nullable String answer(Response response) {
    long id = response.id();
    Request request = unanswered.remove(id);
    if (request == null) {
      return answered.contains(id)
          ? "request " + id + " was answered twice"
          : "an answer arrived to request " + id + ", which was never sent";
    }
    answered.add(id);
    return switch (response) {
      case Response.Error error -> {
        started |= request instanceof Request.Hello;
        String unclaimed = unclaimed();
        yield unclaimed != null
            ? unclaimed
            : error.code().number() < 0 || error.code().number() > 2
                ? "an error arrived with the unknown code " + error.code()
                : null;
      }
      case Response.Hello hello -> {
        started = true;
        yield mismatch(request instanceof Request.Hello, "hello", request);
      }
      case Response.RunProcess run -> {
        String mismatch = mismatch(request instanceof Request.RunProcess, "a pid", request);
        yield mismatch != null ? mismatch : accepted(run.pid());
      }
      case Response.KillProcess kill ->
          mismatch(request instanceof Request.KillProcess, "the answer to kill", request);
      case Response.Shutdown shutdown -> {
        shutDown = true;
        String mismatch = mismatch(request instanceof Request.Shutdown, "shutdown", request);
        yield mismatch != null ? mismatch : unfinished();
      }
      case Response.CreateNetwork network ->
          mismatch(request instanceof Request.CreateNetwork, "an endpoint", request);
      case Response.Unrecognized unrecognized ->
          "request " + id + " was answered with an answer without content";
    };
  }

  private static @Nullable String mismatch(boolean fits, String answer, Request request) {
    return fits
        ? null
        : "request "
            + request.id()
            + " ("
            + request.getClass().getSimpleName()
            + ") was answered with "
            + answer
            + ", which is not an answer to it";
  }

  private @Nullable String accepted(long pid) {
    boolean known = early.remove(pid);
    if (commands.putIfAbsent(pid, Stage.ACCEPTED) != null && !known) {
      return "pid " + pid + " was given to a second command; a pid must not be reused";
    }
    return unclaimed();
  }

  /// Each pid that has appeared early must belong to a run that is still to be answered.
  private @Nullable String unclaimed() {
    long pending = pendingRuns();
    return early.size() <= pending
        ? null
        : "events arrived for "
            + (early.size() == 1 ? "pid " + early.iterator().next() : "the pids " + early)
            + ", but "
            + (pending == 0 ? "no run" : "no more than " + pending + " runs")
            + " can still be answered with it";
  }

  private long pendingRuns() {
    return unanswered.values().stream().filter(Request.RunProcess.class::isInstance).count();
  }

  private @Nullable String unfinished() {
    for (Request request : unanswered.values()) {
      if (!(request instanceof Request.Shutdown)) {
        return "shutdown was answered before request " + request.id();
      }
    }
    for (Map.Entry<Long, Stage> command : commands.entrySet()) {
      if (command.getValue() != Stage.ENDED) {
        return "shutdown was answered before the end of pid " + command.getKey();
      }
    }
    return null;
  }

  private @Nullable String status(Event.ProcessStatus status) {
    long pid = status.pid();
    Stage stage = commands.get(pid);
    boolean output = !status.stdout().isEmpty() || !status.stderr().isEmpty();
    if (stage == null && started && early.size() < pendingRuns()) {
      early.add(pid);
      stage = Stage.ACCEPTED;
    }
    if (stage == null) {
      return unknown(status, output);
    }
    switch (stage) {
      case ENDED -> {
        return status.running()
            ? "an event arrived for pid " + pid + " after its end"
            : "pid " + pid + " ended a second time";
      }
      case ACCEPTED -> {
        if (output) {
          return "output of pid " + pid + " arrived before its started event";
        }
        if (!status.running()) {
          return "pid " + pid + " ended without a started event";
        }
      }
      case RUNNING -> {
        if (status.running() && !output) {
          return "a second started event arrived for pid " + pid;
        }
      }
    }
    commands.put(pid, status.running() ? Stage.RUNNING : Stage.ENDED);
    return null;
  }

  /// A pid that no answer has named: until hello is answered, output of `start`.
  private @Nullable String unknown(Event.ProcessStatus status, boolean output) {
    String answer = ", before a run was answered with that pid";
    if (!status.running()) {
      return "an end arrived for pid " + status.pid() + answer;
    }
    return started
        ? (output ? "output" : "a started event") + " arrived for pid " + status.pid() + answer
        : null;
  }

  private @Nullable String counter(Event.Counter counter) {
    double value = counter.value();
    if (!Double.isFinite(value) || value < 0) {
      return "the counter " + counter.name() + " is reported as " + value;
    }
    Double earlier = counters.put(counter.name(), value);
    return earlier != null && earlier > value
        ? "the counter " + counter.name() + " fell from " + earlier + " to " + value
        : null;
  }
}
