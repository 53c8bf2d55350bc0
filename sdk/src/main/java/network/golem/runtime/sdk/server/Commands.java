package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.command.Clock;
import network.golem.runtime.sdk.command.ProgramGrace;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.Programs;
import org.jspecify.annotations.Nullable;

/// The commands of a session, each on a platform thread of its own: neighbours that compute, or
/// wait in native code or for a full pipe, cannot keep it from running.
final class Commands implements Host.Commands {
  private static final long BETWEEN_KILLS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Shared shared;
  private final Consumer<Throwable> giveUp;
  private final CommandThreads threads;
  private final AnswerDeadlines deadlines;

  /// What has not left its thread yet. The end waits for it on the map's monitor, which is taken
  /// for that alone.
  private final Map<Long, RunningCommand> running = new ConcurrentHashMap<>();

  @GuardedBy("this")
  private long lastPid;

  @GuardedBy("this")
  private boolean closed;

  @GuardedBy("this")
  private boolean prepared;

  /// What all commands of a session share.
  ///
  /// @param runtime whose `run` executes them
  record Shared(
      GolemRuntime runtime,
      Activity activity,
      Programs programs,
      FrameWriter writer,
      Clock clock,
      Log log) {}

  /// @param giveUp called if a command's answer or end is lost
  Commands(Shared shared, Consumer<Throwable> giveUp) {
    this.shared = shared;
    this.giveUp = giveUp;
    this.threads = new CommandThreads(command -> refuse(command, Failures.NO_THREAD), giveUp);
    this.deadlines = new AnswerDeadlines(shared.clock(), this::answer);
  }

  /// Creates the deadlines by which runs are answered, whatever commands do. Later, no thread may
  /// be available for that.
  synchronized void prepare() {
    boolean _ = isPrepared();
  }

  @GuardedBy("this")
  private boolean isPrepared() {
    try {
      if (!prepared) {
        shared.clock().prepare();
        prepared = true;
      }
    } catch (OutOfMemoryError e) { // no thread available
      return false;
    }
    return prepared;
  }

  /// Begins a command, or refuses it.
  ///
  /// @return false if commands are no longer accepted
  synchronized boolean begin(Request.RunProcess request) {
    if (closed) {
      return false;
    }
    if (!isPrepared()) {
      shared
          .writer()
          .answer(
              new Response.Error(request.id(), ErrorCode.INTERNAL, Failures.NO_THREAD, Map.of()));
      return true;
    }
    long pid = ++lastPid;
    RunningCommand command =
        new RunningCommand(this, shared, request.id(), pid, CommandLine.of(request));
    running.put(pid, command);
    deadlines.add(command);
    threads.add(command);
    return true;
  }

  private synchronized void close() {
    closed = true;
  }

  /// Called with an exception that was not thrown by the author's code.
  void brokeOff(RunningCommand command, Throwable failure) {
    if (!command.isOver()) {
      giveUp.accept(failure);
    }
    try {
      shared.log().failure("command " + command.pid() + " broke off", failure);
    } catch (OutOfMemoryError e) {
      // its end has been reported, which is what matters
    }
  }

  /// Called when a run must be answered, whatever the command is doing.
  private void answer(RunningCommand command) {
    if (threads.cancelQueued(command)) {
      refuse(command, CommandThreads.MOST + " commands are running, which is the limit");
    } else {
      command.acceptNow();
    }
  }

  private void refuse(RunningCommand command, String text) {
    command.endUnexecuted(
        new Response.Error(command.requestId(), ErrorCode.INTERNAL, text, Map.of()));
    remove(command);
  }

  /// Called when a command has left its thread, or will never get one: the shutdown does not wait
  /// for it.
  void remove(RunningCommand command) {
    running.remove(command.pid());
    synchronized (running) {
      running.notifyAll();
    }
  }

  /// Delivers a signal.
  Response kill(Request.KillProcess kill) {
    RunningCommand command = running.get(kill.pid());
    Signal signal = new Signal(kill.signal());
    if (command == null || command.isOver()) {
      return error(
          kill,
          ErrorCode.NOT_FOUND,
          "no command " + Long.toUnsignedString(kill.pid()) + " is running");
    }
    if (signal.number() < 0 || signal.number() > Signal.HIGHEST) {
      return error(
          kill,
          ErrorCode.BAD_REQUEST,
          "a signal must be a number from 0 to " + Signal.HIGHEST + ", not " + signal.number());
    }
    if (signal.beginsTheEnd()) {
      command.beginEnd(signal, command.task().graceNanos());
    } else if (!signal.isNone() && !command.task().signal(signal)) {
      return error(
          kill,
          ErrorCode.BAD_REQUEST,
          "command " + kill.pid() + " does not handle signal " + signal.number());
    }
    return new Response.KillProcess(kill.id());
  }

  private static Response error(Request.KillProcess kill, ErrorCode code, String text) {
    return new Response.Error(kill.id(), code, text, Map.of());
  }

  /// The command that the current thread executes.
  Optional<RunningCommand> current() {
    return running.values().stream().filter(command -> command.task().isOnThisThread()).findAny();
  }

  @Override
  public Optional<Thread> thread(long pid) {
    RunningCommand command = running.get(pid);
    return command == null ? Optional.empty() : command.task().thread();
  }

  /// Whether any command is running.
  boolean areRunning() {
    return !running.isEmpty();
  }

  /// Whether any of them has executed programs.
  boolean executePrograms() {
    return running.values().stream().anyMatch(command -> command.task().programs().isPresent());
  }

  /// How to end all commands.
  ///
  /// @param exempt a command that gets no signal, because it is about to return by itself
  /// @param lastWords the last line of their standard error
  record End(@Nullable RunningCommand exempt, Optional<String> lastWords) {
    static final End OF_ALL = new End(null, Optional.empty());
  }

  /// Kills whatever has not ended by itself; on this thread, because there may be no other.
  private void killPrograms(Predicate<String> owner, long deadline) throws InterruptedException {
    while (shared.programs().killOnce(owner)
        && !running.isEmpty()
        && deadline - System.nanoTime() > 0) {
      awaitNone(Math.min(deadline, System.nanoTime() + BETWEEN_KILLS_NANOS));
    }
  }

  private void awaitNone(long deadline) throws InterruptedException {
    synchronized (running) {
      while (!running.isEmpty() && deadline - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(running, deadline - System.nanoTime());
      }
    }
  }

  /// Accepts no more commands, ends all as by SIGTERM, and kills those that have not ended when the
  /// time is up.
  void endAll(End end, long graceNanos) throws InterruptedException {
    close();
    long deadline = System.nanoTime() + graceNanos;
    try {
      endGently(end, graceNanos, deadline);
    } finally { // also if looking for programs fails
      awaitNone(deadline);
      running.values().forEach(RunningCommand::forceEnd);
      running.clear();
    }
  }

  private void endGently(End end, long graceNanos, long deadline) throws InterruptedException {
    shared.programs().beginEnding();
    Set<String> signalled = new HashSet<>();
    Set<String> owners = new HashSet<>();
    for (RunningCommand command : running.values()) {
      end.lastWords().ifPresent(command::say);
      if (command != end.exempt()) {
        boolean programs = command.beginEndAmongMany(Signal.TERM, graceNanos);
        command
            .task()
            .programs()
            .ifPresent(owner -> {
              owners.add(owner);
              if (programs) {
                signalled.add(owner);
              }
            });
      }
    }
    if (!owners.isEmpty()) {
      boolean _ = shared.programs().signal(signalled::contains, Signal.TERM);
      awaitNone(deadline - graceNanos + ProgramGrace.within(graceNanos));
      killPrograms(owners::contains, deadline);
    }
  }
}
