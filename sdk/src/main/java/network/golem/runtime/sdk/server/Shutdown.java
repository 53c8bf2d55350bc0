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

/// The shutdown of a runtime: the same steps for every cause, within one deadline. [StopTimes]
/// divides the remaining time among the steps. The figures below are for the default of three
/// seconds, if earlier steps have taken no time.
///
/// | step | | has at most |
/// | --- | --- | --- |
/// | 1 | set the time at which the process ends in any case | one second after the deadline |
/// | 2 | send what `start` prints to the log; refuse requests | |
/// | 3 | prepare nothing more, and stop joining networks | [StopTimes#forJoins()], 0.2 s |
/// | 4 | sample the counters, while the processes that they measure are still alive | [StopTimes#forSamples()], 0.3 s |
/// | 5 | end the commands, and `start` if it is still running | [StopTimes#forCommands(boolean)], 0.6 s, with programs 1.7 s |
/// | 6 | end the background tasks | [StopTimes#forBackground()], 0.2 s |
/// | 7 | call `stop` | [StopTimes#forStop(boolean)], 2.8 s, with counters 1.7 s |
/// | 8 | end the runtime's own children | [StopTimes#forChildren(boolean)], 1.2 s |
/// | 9 | sample the counters, including what the shutdown has cost | [StopTimes#forSamples()], 0.3 s |
/// | 10 | wait until the supervisor has read the last change of a counter | [StopTimes#untilTick(java.util.OptionalLong)], 1.1 s |
/// | 11 | save the counters, and send the last answer | [StopTimes#forLastFrames(boolean)], until the hard end |
///
/// If the author makes the runtime stop serving, only steps 3 to 9 are performed, and the process
/// stays. They are not repeated when it ends.
final class Shutdown {
  private static final int FAILED = 1;
  private static final int HARD_END = 70;

  /// How long `start` may take to finish if the input is at its end from the beginning.
  private static final Duration START_WITHOUT_INPUT = Duration.ofMillis(100);

  /// How long the process stays after its answer if its input does not end. A supervisor that
  /// notices the exit before it has read the answer waits for it for seconds: of 240 answers, 7
  /// were lost within 3 ms, and none after 10. A node's supervisor kills the runtime as soon as it
  /// has read the answer, so a busy machine may be given more time.
  private static final Duration AFTER_THE_ANSWER = Duration.ofMillis(250);

  private static final String TICK_WAIT = "GOLEM_RUNTIME_TICK_WAIT";

  private final Definition definition;
  private final Host host;
  private final Log log;
  private final FrameWriter writer;
  private final Session session;

  /// Whether steps 3 to 9 have been performed.
  private boolean ended;

  /// Whether the author has declared the runtime failed.
  private boolean failed;

  /// Set, and never cleared, by the thread that calls `stop`, or by this one if that thread does
  /// not exist or has been given up on. Read by this thread at the end, after it has waited for the
  /// other.
  private volatile boolean stopFailed;

  Shutdown(Definition definition, Host host, Log log, FrameWriter writer, Session session) {
    this.definition = definition;
    this.host = host;
    this.log = log;
    this.writer = writer;
    this.session = session;
  }

  /// The parts of the runtime that are to be ended.
  record Session(
      GolemRuntime runtime,
      InvocationActivity activity,
      StartPhase start,
      Requests requests,
      Commands commands,
      Joins joins) {}

  /// Waits for a reason to stop, and performs the shutdown.
  ///
  /// @return the process's exit code
  int awaitAndPerform(StopCauses causes) throws InterruptedException {
    while (true) {
      StopCauses.Stamped stamped = causes.take();
      StopTimes times = StopTimes.beginning(stamped.at(), definition.stopSeconds());
      if (stamped.cause() instanceof StopCause.ByAuthor wish) {
        quiesce(times, wish);
      } else {
        host.hardEndAt(times.hardEnd(), HARD_END); // 1, before anything that may block
        return leave(times, stamped.cause(), causes);
      }
    }
  }

  /// Stops serving, but keeps the process: if it exited with 0, the supervisor would treat every
  /// later run as a success.
  private void quiesce(StopTimes times, StopCause.ByAuthor wish) throws InterruptedException {
    Quiesce quiesce = wish.quiesce();
    if (quiesce.isFailure() && !failed) {
      failed = true;
      log.say(quiesce.reason());
    }
    StartPhase start = session.start();
    if (!wish.byStart()) {
      start.signalEnd(forCommands(times));
    }
    start.awaitEnd(Duration.ofNanos(forCommands(times)));
    start.closeOutput();
    boolean _ = session.requests().transition(quiesce.phase(), quiesce.reason());
    end(times, new Commands.End(wish.caller(), quiesce.lastWords()), false);
  }

  private int leave(StopTimes times, StopCause cause, StopCauses causes)
      throws InterruptedException {
    int code = 0;
    if (cause instanceof StopCause.Broken(String sentence)) {
      log.say(sentence + "; stopping");
      code = FAILED;
    } else if (cause instanceof StopCause.OutputClosed(String sentence)) {
      log.say(sentence + "; stopping");
    } else if (cause instanceof StopCause.ParentDied) {
      log.say("the supervisor is gone; stopping");
    }
    Optional<StopCause.Requested> request =
        cause instanceof StopCause.Requested asked ? Optional.of(asked) : Optional.empty();
    if (cause instanceof StopCause.EndOfInput) {
      session.start().awaitEnd(START_WITHOUT_INPUT);
    }
    session.start().closeOutput(); // 2
    boolean _ =
        session.requests().transition(LifeCycle.Phase.ENDING, definition.name() + " is stopping");
    InvocationActivity activity = session.activity();
    boolean tick =
        request.isPresent()
            && activity.counters().any()
            && !"off".equals(activity.environment().get(TICK_WAIT));
    end(times, commandsEnd(cause), tick);
    if (tick) { // 10
      TimeUnit.NANOSECONDS.sleep(times.untilTick(activity.counters().lastChange()));
    }
    activity.counters().save(); // 11; once the answer has been read, this process may be killed
    request = request.or(causes::request);
    List<Response> goodbye =
        request.<Response>map(asked -> new Response.Shutdown(asked.requestId())).stream().toList();
    boolean awaited = !goodbye.isEmpty() || cause instanceof StopCause.EndOfInput;
    if (!writer.finish(goodbye, times.forLastFrames(awaited)) && awaited) {
      log.say("the supervisor did not read the last answers in time");
      return HARD_END;
    }
    if (request.isPresent() && host.isOwnProcess()) {
      causes.awaitEndOfInput(AFTER_THE_ANSWER);
    }
    return session.start().hasFailed() || failed || stopFailed ? FAILED : code;
  }

  /// What is said on the commands' standard error as they end.
  private static Commands.End commandsEnd(StopCause cause) {
    return cause instanceof StopCause.ProcessExit exit
        ? new Commands.End(null, exit.reason())
        : Commands.End.OF_ALL;
  }

  private void end(StopTimes times, Commands.End commands, boolean tick)
      throws InterruptedException {
    if (ended) {
      return;
    }
    ended = true;
    session.activity().preparations().end();
    session.joins().close(times.forJoins()); // 3
    UsageCounters counters = session.activity().counters();
    counters.sample(times.forSamples()); // 4
    endCommands(commands, forCommands(times)); // 5
    session.activity().backgroundTasks().end(times.forBackground()); // 6
    stop(times.forStop(tick)); // 7
    endChildren(times.forChildren(tick)); // 8
    counters.sample(times.forSamples()); // 9
  }

  private void endCommands(Commands.End how, long patience) throws InterruptedException {
    long commandsEnd = System.nanoTime() + patience;
    try {
      session.start().signalEnd(patience);
      session.commands().endAll(how, patience);
      session.start().awaitEnd(Duration.ofNanos(Math.max(0, commandsEnd - System.nanoTime())));
    } catch (RuntimeException e) {
      log.failure("not every command could be ended", e); // the shutdown continues
    }
  }

  private void endChildren(Duration patience) throws InterruptedException {
    try {
      session.activity().programs().endAll(patience);
    } catch (RuntimeException e) {
      log.failure("not every process could be ended", e); // the shutdown continues
    }
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
      log.say("stop was not called: start has not returned, and no other thread is available");
      stopFailed = true;
    } else if (!returned.await(nanos, TimeUnit.NANOSECONDS)) {
      log.say("stop did not return in time (stopSeconds of @RuntimeDef); abandoning it");
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
    } catch (OutOfMemoryError e) { // no thread available
      return Optional.empty();
    }
  }

  private void callStop() {
    try {
      session.runtime().stop(session.activity());
    } catch (Throwable e) { // whatever it is, the shutdown continues
      stopFailed = true;
      sayThatStopFailed(e);
    }
  }

  private void sayThatStopFailed(Throwable failure) {
    try {
      log.failure("stop failed", failure);
    } catch (OutOfMemoryError e) {
      // the exit code reports it, too
    }
  }
}
