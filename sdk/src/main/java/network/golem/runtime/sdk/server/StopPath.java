package network.golem.runtime.sdk.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.ProgramActivity;
import network.golem.runtime.sdk.command.Log;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.program.Host;
import org.jspecify.annotations.Nullable;

/// The way to the end, the same for every reason: no more commands; the running ones ended; `stop`;
/// the last counters; the answer; the exit code. One deadline holds for all of it.
final class StopPath {
  private static final int TERM = 15;
  private static final int FAILED = 1;
  private static final int HARD_END = 70;
  private static final String TICK_WAIT = "GOLEM_RUNTIME_TICK_WAIT";

  private final Definition definition;
  private final Host host;
  private final Log log;
  private final FrameWriter writer;
  private final Session session;

  private boolean ended;
  private volatile boolean stopFailed;

  StopPath(Definition definition, Host host, Log log, FrameWriter writer, Session session) {
    this.definition = definition;
    this.host = host;
    this.log = log;
    this.writer = writer;
    this.session = session;
  }

  /// What is to be ended.
  record Session(
      GolemRuntime runtime,
      ProgramActivity activity,
      StartPhase start,
      Requests requests,
      Commands commands) {}

  /// Waits for a reason to stop, and goes to the end.
  ///
  /// @return the process's exit code
  int awaitAndWalk(BlockingQueue<StopCause> causes) throws InterruptedException {
    while (true) {
      StopCause cause = causes.take();
      StopTimes times = StopTimes.beginningNow(definition.stopSeconds());
      switch (cause) {
        case StopCause.ByAuthor(RunningCommand caller) -> goQuiet(times, caller);
        case StopCause.Requested(long id) -> {
          return leave(times, List.of(new Response.Shutdown(id)), 0);
        }
        case StopCause.EndOfInput() -> {
          return leave(times, List.of(), 0);
        }
        case StopCause.ProcessExit() -> {
          return leave(times, List.of(), 0);
        }
        case StopCause.ParentDied() -> {
          log.say("the supervisor is gone; stopping");
          return leave(times, List.of(), 0);
        }
        case StopCause.Broken(String sentence) -> {
          log.say(sentence + "; stopping");
          return leave(times, List.of(), FAILED);
        }
      }
    }
  }

  /// The process stays: to the supervisor, each run after an exit with 0 would succeed unexecuted.
  private void goQuiet(StopTimes times, @Nullable RunningCommand caller)
      throws InterruptedException {
    String reason = definition.name() + " has shut down and takes no more commands";
    if (session.requests().go(LifeCycle.Phase.QUIET, reason)) {
      end(times, caller, false);
    }
  }

  /// @param goodbye the answer to a request that asked for it
  private int leave(StopTimes times, List<Response> goodbye, int code) throws InterruptedException {
    host.hardEndAt(times.hardEnd(), HARD_END);
    boolean _ = session.requests().go(LifeCycle.Phase.ENDING, definition.name() + " is stopping");
    ProgramActivity activity = session.activity();
    boolean tick = !goodbye.isEmpty() && !"off".equals(activity.environment().get(TICK_WAIT));
    end(times, null, tick);
    if (tick) {
      TimeUnit.NANOSECONDS.sleep(times.untilTick(activity.counters().lastChange()));
    }
    if (!writer.finish(goodbye, times.hardEnd())) {
      log.say("the supervisor did not read the last answers in time");
      return HARD_END;
    }
    return session.start().hasFailed() || stopFailed ? FAILED : code;
  }

  private void end(StopTimes times, @Nullable RunningCommand spared, boolean tick)
      throws InterruptedException {
    if (ended) {
      return;
    }
    ended = true;
    session.start().signalEnd();
    long commandsEnd = System.nanoTime() + times.forCommands();
    session.commands().endAll(TERM, commandsEnd - System.nanoTime(), spared);
    session.start().awaitEnd(Duration.ofNanos(Math.max(0, commandsEnd - System.nanoTime())));
    stop(times.forStop(tick));
  }

  private void stop(long nanos) throws InterruptedException {
    Thread stopping = Thread.ofPlatform().daemon().name("stop").start(this::callStop);
    if (!stopping.join(Duration.ofNanos(nanos))) {
      log.say("stop has not returned in time; leaving it behind");
      stopFailed = true;
      stopping.interrupt();
    }
  }

  private void callStop() {
    try {
      session.runtime().stop(session.activity());
    } catch (Throwable e) { // whatever it is, the way goes on
      stopFailed = true;
      log.failure("stop failed", e);
    }
  }
}
