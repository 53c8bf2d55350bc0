package network.golem.runtime.supervisor.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.supervisor.play.CapturedOutput;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.usage.Meter;
import org.jspecify.annotations.Nullable;

/// Determines which command an event belongs to, as a node's supervisor does: the first event of an
/// unknown pid while a run is pending binds that pid to the run. If none is pending, its output is
/// added to that of `start`. Warns if this can go wrong.
final class EventMonitor {
  /// The pid under which runtimes report the output of `start`.
  private static final long OUTPUT_OF_START = 0;

  private final PlayListener listener;
  private final Meter meter;
  private final CapturedOutput outputOfStart;

  @GuardedBy("this")
  private final Map<Long, Watch> bound = new HashMap<>();

  @GuardedBy("this")
  private final LastPids finished = new LastPids();

  /// Runs that were given up. They may continue, and nothing waits for them.
  @GuardedBy("this")
  private final LastPids abandoned = new LastPids();

  @GuardedBy("this")
  private @Nullable Watch pending;

  @GuardedBy("this")
  private boolean toldOfStates;

  /// @param outputOfStart receives output that belongs to no run
  EventMonitor(PlayListener listener, Meter meter, CapturedOutput outputOfStart) {
    this.listener = listener;
    this.meter = meter;
    this.outputOfStart = outputOfStart;
  }

  /// A set of pids that forgets the oldest ones, because a runtime may run commands for months.
  private static final class LastPids {
    private static final int MOST = 4096;

    private final SequencedSet<Long> pids = new LinkedHashSet<>();

    void add(long pid) {
      if (pids.size() == MOST) {
        pids.removeFirst();
      }
      pids.add(pid);
    }

    boolean contains(long pid) {
      return pids.contains(pid);
    }
  }

  /// A run whose end is awaited.
  static final class Watch {
    private final CapturedOutput output;
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    // Guarded by the EventMonitor.
    private @Nullable Long pid;
    private @Nullable Long answered;

    private Watch(CapturedOutput output) {
      this.output = output;
    }

    /// Its exit code, once it has ended.
    CompletableFuture<Integer> ended() {
      return ended;
    }
  }

  /// A run is about to be requested.
  synchronized Watch expect(CapturedOutput output) {
    Watch watch = new Watch(output);
    pending = watch;
    return watch;
  }

  /// The run was answered with this pid, which a node's supervisor does not look at.
  synchronized void answered(Watch watch, long pid) {
    watch.answered = pid;
    comparePids(watch);
  }

  /// What is known about a run that does not end.
  synchronized String soFar(Watch watch) {
    Long answered = watch.answered;
    if (watch.pid != null) {
      return "the runtime has reported its start or output, but not its end";
    }
    return answered == null
        ? "the runtime has not answered it"
        : "the runtime has answered it with pid "
            + Long.toUnsignedString(answered)
            + ", and has reported nothing about it";
  }

  private void comparePids(Watch watch) {
    Long answered = watch.answered;
    Long known = watch.pid;
    if (answered != null && known != null && !known.equals(answered)) {
      listener.warn(
          "the run was answered with pid "
              + Long.toUnsignedString(answered)
              + ", but its events carry pid "
              + Long.toUnsignedString(known));
    }
  }

  /// The run is over, however it ended.
  synchronized void forget(Watch watch) {
    if (pending == watch) {
      pending = null;
    }
    Long pid = watch.pid == null ? watch.answered : watch.pid;
    if (pid != null) {
      bound.remove(pid);
      if (!watch.ended.isDone()) {
        abandoned.add(pid);
      }
    }
  }

  synchronized void event(Event event) {
    switch (event) {
      case Event.ProcessStatus status -> status(status);
      case Event.Counter counter -> meter.counted(counter);
      case Event.State state -> {
        if (!toldOfStates) {
          toldOfStates = true;
          listener.warn(
              "the runtime reported the state "
                  + state.name()
                  + ", which has no effect: a node only logs states");
        }
      }
      case Event.Unrecognized unrecognized ->
          listener.warn("the runtime sent an event without content, which a node ignores");
    }
  }

  @GuardedBy("this")
  private void status(Event.ProcessStatus status) {
    Watch watch = bound.get(status.pid());
    Watch waiting = pending;
    if (watch == null && waiting != null) {
      if (finished.contains(status.pid())) {
        listener.warn(
            "an event for pid "
                + Long.toUnsignedString(status.pid())
                + ", which has ended, arrived while a run was waiting for its first event: a node"
                + " assigns it to that run");
      }
      waiting.pid = status.pid();
      bound.put(status.pid(), waiting);
      pending = null;
      comparePids(waiting);
      watch = waiting;
    }
    if (watch == null) {
      stray(status);
      return;
    }
    output(watch.output, status);
    if (!status.running()) {
      finished.add(status.pid());
      bound.remove(status.pid());
      watch.ended.complete(status.returnCode());
    }
  }

  @GuardedBy("this")
  private void stray(Event.ProcessStatus status) {
    if (finished.contains(status.pid())) {
      listener.warn(
          "the runtime reported "
              + (status.running() ? "more" : "another end")
              + " for pid "
              + Long.toUnsignedString(status.pid())
              + ", which has ended");
    } else if (status.pid() != OUTPUT_OF_START && !abandoned.contains(status.pid())) {
      listener.warn(
          "the runtime reported pid "
              + Long.toUnsignedString(status.pid())
              + ", which belongs to no run: a node adds its output to that of start");
    }
    output(outputOfStart, status);
  }

  private static void output(CapturedOutput output, Event.ProcessStatus status) {
    output.add(false, status.stdout());
    output.add(true, status.stderr());
  }
}
