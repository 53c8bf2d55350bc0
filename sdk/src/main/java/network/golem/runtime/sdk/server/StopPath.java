package network.golem.runtime.sdk.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.activity.UsageCounters;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.messages.Log;

/// The way to the end, the same for every reason: no more commands; the running ones ended; `stop`;
/// the last counters; the answer; the exit code. One deadline holds for all of it.
final class StopPath {
  private static final int FAILED = 1;
  private static final int HARD_END = 70;

  /// Input that is at its end from the beginning does not cut a short `start` off.
  private static final Duration START_WITHOUT_INPUT = Duration.ofMillis(100);

  private static final String TICK_WAIT = "GOLEM_RUNTIME_TICK_WAIT";

  private final Definition definition;
  private final Host host;
  private final Log log;
  private final FrameWriter writer;
  private final Session session;

  private boolean ended;
  private boolean failed;
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
      InvocationActivity activity,
      StartPhase start,
      Requests requests,
      Commands commands,
      Joins joins) {}

  /// Waits for a reason to stop, and goes to the end.
  ///
  /// @return the process's exit code
  int awaitAndWalk(StopCauses causes) throws InterruptedException {
    while (true) {
      StopCauses.Stamped stamped = causes.take();
      StopTimes times = StopTimes.beginning(stamped.at(), definition.stopSeconds());
      if (stamped.cause() instanceof StopCause.ByAuthor wish) {
        retreat(times, wish);
      } else {
        host.hardEndAt(times.hardEnd(), HARD_END); // before anything that may have to wait
        return leave(times, stamped.cause(), causes);
      }
    }
  }

  /// The process stays: to the supervisor, each run after an exit with 0 would succeed unexecuted.
  private void retreat(StopTimes times, StopCause.ByAuthor wish) throws InterruptedException {
    Retreat retreat = wish.retreat();
    if (retreat.isFailure() && !failed) {
      failed = true;
      log.say(retreat.reason());
    }
    StartPhase start = session.start();
    if (!wish.byStart()) {
      start.signalEnd(forCommands(times));
    }
    start.awaitEnd(Duration.ofNanos(forCommands(times)));
    start.closeOutput();
    boolean _ = session.requests().go(retreat.phase(), retreat.reason());
    end(times, new Commands.End(wish.caller(), retreat.lastWords()), false);
  }

  private int leave(StopTimes times, StopCause cause, StopCauses causes)
      throws InterruptedException {
    int code =
        switch (cause) {
          case StopCause.Broken(String sentence) -> {
            log.say(sentence + "; stopping");
            yield FAILED;
          }
          case StopCause.OutputClosed(String sentence) -> {
            log.say(sentence + "; stopping");
            yield 0;
          }
          case StopCause.ParentDied() -> {
            log.say("the supervisor is gone; stopping");
            yield 0;
          }
          case StopCause.Requested _, StopCause.EndOfInput _, StopCause.ProcessExit _ -> 0;
          case StopCause.ByAuthor _ -> 0;
        };
    Optional<StopCause.Requested> request =
        cause instanceof StopCause.Requested asked ? Optional.of(asked) : Optional.empty();
    if (cause instanceof StopCause.EndOfInput) {
      session.start().awaitEnd(START_WITHOUT_INPUT);
    }
    session.start().closeOutput();
    boolean _ = session.requests().go(LifeCycle.Phase.ENDING, definition.name() + " is stopping");
    InvocationActivity activity = session.activity();
    boolean tick =
        request.isPresent()
            && activity.counters().any()
            && !"off".equals(activity.environment().get(TICK_WAIT));
    end(times, Commands.End.OF_ALL, tick);
    if (tick) {
      TimeUnit.NANOSECONDS.sleep(times.untilTick(activity.counters().lastChange()));
    }
    activity.counters().save(); // once the answer is read, this process may be killed
    request = request.or(causes::request);
    List<Response> goodbye =
        request.<Response>map(asked -> new Response.Shutdown(asked.requestId())).stream().toList();
    boolean awaited = !goodbye.isEmpty() || cause instanceof StopCause.EndOfInput;
    if (!writer.finish(goodbye, times.forLastFrames(awaited)) && awaited) {
      log.say("the supervisor did not read the last answers in time");
      return HARD_END;
    }
    return session.start().hasFailed() || failed || stopFailed ? FAILED : code;
  }

  private void end(StopTimes times, Commands.End commands, boolean tick)
      throws InterruptedException {
    if (ended) {
      return;
    }
    ended = true;
    session.joins().close(times.forJoins());
    UsageCounters counters = session.activity().counters();
    counters.sample(times.forSamples()); // while what they ask still lives
    long patience = forCommands(times);
    long commandsEnd = System.nanoTime() + patience;
    try {
      session.start().signalEnd(patience);
      session.commands().endAll(commands, patience);
      session.start().awaitEnd(Duration.ofNanos(Math.max(0, commandsEnd - System.nanoTime())));
    } catch (RuntimeException e) {
      log.failure("not every command could be ended", e); // the way goes on
    }
    session.activity().backgroundTasks().end(times.forBackground());
    stop(times.forStop(tick));
    try {
      session.activity().programs().endAll(times.forChildren(tick));
    } catch (RuntimeException e) {
      log.failure("not every process could be ended", e); // the way goes on
    }
    counters.sample(times.forSamples()); // with what the end has cost
  }

  private long forCommands(StopTimes times) {
    return times.forCommands(
        session.start().executesPrograms() || session.commands().executePrograms());
  }

  private void stop(long nanos) throws InterruptedException {
    CountDownLatch returned = new CountDownLatch(1);
    Optional<Thread> stopping =
        onAuthorsThread(() -> {
          callStop();
          returned.countDown();
        });
    if (stopping.isEmpty()) {
      log.say("stop is not called: start has not returned, and there is no other thread");
      stopFailed = true;
    } else if (!returned.await(nanos, TimeUnit.NANOSECONDS)) {
      log.say("stop has not returned in time; leaving it behind");
      stopFailed = true;
      stopping.get().interrupt();
    }
  }

  private Optional<Thread> onAuthorsThread(Runnable call) {
    Optional<Thread> waiting = session.start().callAfterwards(call);
    if (waiting.isPresent()) {
      return waiting;
    }
    try {
      return Optional.of(Thread.ofPlatform().daemon().name("stop").start(call));
    } catch (OutOfMemoryError e) { // the system has none to give
      return Optional.empty();
    }
  }

  private void callStop() {
    try {
      session.runtime().stop(session.activity());
    } catch (Throwable e) { // whatever it is, the way goes on
      stopFailed = true;
      sayThatStopFailed(e);
    }
  }

  private void sayThatStopFailed(Throwable failure) {
    try {
      log.failure("stop failed", failure);
    } catch (OutOfMemoryError e) {
      // the exit code says it, too
    }
  }
}
