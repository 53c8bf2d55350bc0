package network.golem.runtime.sdk.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.ProtocolException;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.ProgramActivity;
import network.golem.runtime.sdk.activity.Reports;
import network.golem.runtime.sdk.command.CommandTask;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.command.Failures;
import network.golem.runtime.sdk.command.Log;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.frames.PendingCounter;
import network.golem.runtime.sdk.program.Host;
import org.jspecify.annotations.Nullable;

/// A runtime in server mode, from `start` to the supervisor's goodbye.
///
/// Three parties that never wait for each other: this class's reader takes requests and answers them; the [Commands] work;
/// the [FrameWriter] sends. The thread that called [#serve(GolemRuntime, ProgramActivity, List)] waits for a reason to stop,
/// and then walks the one stop path that all reasons share.
public final class RuntimeServer implements Reports {
  private static final int TERM = 15;
  private static final int HARD_END = 70;
  private static final String TICK_WAIT = "GOLEM_RUNTIME_TICK_WAIT";

  private final Definition definition;
  private final Host host;
  private final Log log;
  private final FrameWriter writer;
  private final LifeCycle lifeCycle = new LifeCycle();
  private final LinkedBlockingQueue<StopCause> stopCauses = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> Thread.ofPlatform().daemon().name("clock").unstarted(task));

  /// Requests that came before `start` returned.
  private final List<Request> early = new ArrayList<>();

  private @Nullable Commands commands;

  public RuntimeServer(Definition definition, Host host, Log log) {
    this.definition = definition;
    this.host = host;
    this.log = log;
    this.writer =
        new FrameWriter(
            host.out(),
            failure -> stopCauses.add(new StopCause.Broken("standard output cannot be written: " + failure.getMessage())));
  }

  /// Serves until the end.
  ///
  /// @param startWords what the requestor handed to `start`
  /// @return the process's exit code
  public int serve(GolemRuntime runtime, ProgramActivity activity, List<String> startWords) throws InterruptedException {
    Commands session = new Commands(command -> runtime.run(command, activity), writer, clock, log);
    commands = session;
    StartSink startOutput = new StartSink(writer, log);
    CommandTask start = new CommandTask(0, "start", startWords, startOutput, clock);
    CountDownLatch gone = new CountDownLatch(1);
    host.onExit(
        () -> {
          stopCauses.add(new StopCause.ProcessExit());
          gone.await();
        });
    ParentWatch.start(host.parent(), () -> stopCauses.add(new StopCause.ParentDied()));
    Thread starting = Thread.ofPlatform().daemon().name("start").start(() -> start(runtime, activity, start, startOutput));
    Thread.ofPlatform().daemon().name("requests").start(() -> read(session));
    try {
      return new StopPath(runtime, activity, session, start, starting).awaitAndWalk();
    } finally {
      gone.countDown();
      clock.shutdownNow();
    }
  }

  private void start(GolemRuntime runtime, ProgramActivity activity, CommandTask start, StartSink output) {
    Outcome outcome =
        start.execute(
            command -> {
              runtime.start(command, activity);
              return 0;
            });
    output.close();
    switch (outcome) {
      case Outcome.Returned(int code) when code == 0 -> go(LifeCycle.Phase.SERVING, "");
      case Outcome.Returned(int code) -> go(LifeCycle.Phase.FAILED, "start was ended by signal " + (code - 128));
      case Outcome.Threw(Throwable failure) -> {
        log.failure("start failed", failure);
        go(LifeCycle.Phase.FAILED, Failures.text(failure));
      }
    }
  }

  /// Goes on, and gives the requests that waited their answers, behind what `start` has printed.
  private boolean go(LifeCycle.Phase next, String reason) {
    synchronized (early) {
      boolean gone = lifeCycle.go(next, reason);
      if (gone) {
        early.forEach(this::answerEarly);
        early.clear();
      }
      writer.wake();
      return gone;
    }
  }

  private void answerEarly(Request request) {
    switch (request) {
      case Request.Hello hello -> writer.postLast(hello(hello));
      case Request.RunProcess run -> run(run);
      case Request.KillProcess kill -> {}
      case Request.Shutdown shutdown -> {}
      case Request.CreateNetwork network -> {}
      case Request.Unrecognized unrecognized -> {}
    }
  }

  private void read(Commands session) {
    MessageReader<Request> requests = MessageReader.ofRequests(host.in());
    try {
      for (Request request = requests.read(); request != null; request = requests.read()) {
        handle(request, session);
        writer.awaitRoomForAnswers();
      }
      stopCauses.add(new StopCause.EndOfInput());
    } catch (ProtocolException e) {
      stopCauses.add(new StopCause.Broken("the supervisor sent what is no request: " + e.getMessage()));
    } catch (IOException e) {
      stopCauses.add(new StopCause.Broken("standard input cannot be read: " + e.getMessage()));
    }
  }

  private void handle(Request request, Commands session) {
    switch (request) {
      case Request.Hello hello -> {
        if (!isEarly(hello)) {
          writer.answer(hello(hello));
        }
      }
      case Request.RunProcess run -> {
        if (!isEarly(run)) {
          run(run);
        }
      }
      case Request.KillProcess kill -> writer.answer(session.kill(kill));
      case Request.Shutdown shutdown -> stopCauses.add(new StopCause.Requested(shutdown.id()));
      case Request.CreateNetwork network ->
          writer.answer(error(network, ErrorCode.BAD_REQUEST, definition.name() + " joins no networks"));
      case Request.Unrecognized unrecognized ->
          writer.answer(error(unrecognized, ErrorCode.BAD_REQUEST, "unknown command"));
    }
  }

  private boolean isEarly(Request request) {
    synchronized (early) {
      return lifeCycle.phase() == LifeCycle.Phase.STARTING && early.add(request);
    }
  }

  private Response hello(Request.Hello hello) {
    return switch (lifeCycle.phase()) {
      case STARTING, SERVING, QUIET -> new Response.Hello(hello.id(), definition.version());
      case FAILED, ENDING -> error(hello, ErrorCode.INTERNAL, lifeCycle.reason());
    };
  }

  private void run(Request.RunProcess run) {
    Commands session = commands;
    if (session != null && lifeCycle.phase() == LifeCycle.Phase.SERVING) {
      session.run(run);
    } else {
      writer.answer(error(run, ErrorCode.INTERNAL, lifeCycle.reason()));
    }
  }

  private static Response.Error error(Request request, ErrorCode code, String message) {
    return new Response.Error(request.id(), code, message, Map.of());
  }

  @Override
  public void counterChanged(PendingCounter counter) {
    writer.counterChanged(counter);
  }

  @Override
  public void state(String name, Bytes json) {
    writer.event(new Event.State(name, json));
  }

  @Override
  public void shutdown() {
    Commands session = commands;
    stopCauses.add(new StopCause.ByAuthor(session == null ? null : session.current().orElse(null)));
  }

  /// The way to the end, the same for every reason: no more commands; the running ones ended; `stop`; the last counters; the
  /// answer; the exit code.
  private final class StopPath {
    private final GolemRuntime runtime;
    private final ProgramActivity activity;
    private final Commands session;
    private final CommandTask start;
    private final Thread starting;
    private final List<Response> goodbyes = new ArrayList<>();
    private boolean stopFailed;
    private boolean stopped;
    private boolean startFailed;

    StopPath(GolemRuntime runtime, ProgramActivity activity, Commands session, CommandTask start, Thread starting) {
      this.runtime = runtime;
      this.activity = activity;
      this.session = session;
      this.start = start;
      this.starting = starting;
    }

    int awaitAndWalk() throws InterruptedException {
      while (true) {
        StopCause cause = stopCauses.take();
        startFailed |= lifeCycle.phase() == LifeCycle.Phase.FAILED;
        StopTimes times = StopTimes.beginningNow(definition.stopSeconds());
        switch (cause) {
          case StopCause.ByAuthor(RunningCommand caller) -> {
            if (go(LifeCycle.Phase.QUIET, definition.name() + " has shut down and takes no more commands")) {
              end(times, caller, false);
            }
          }
          case StopCause.Requested(long id) -> {
            goodbyes.add(new Response.Shutdown(id));
            return leave(times, true, 0);
          }
          case StopCause.EndOfInput() -> {
            return leave(times, false, 0);
          }
          case StopCause.ParentDied() -> {
            log.say("the supervisor is gone; stopping");
            return leave(times, false, 0);
          }
          case StopCause.ProcessExit() -> {
            return leave(times, false, 0);
          }
          case StopCause.Broken(String sentence) -> {
            log.say(sentence + "; stopping");
            return leave(times, false, 1);
          }
        }
      }
    }

    private int leave(StopTimes times, boolean requested, int code) throws InterruptedException {
      host.hardEndAt(times.hardEnd(), HARD_END);
      boolean unused = go(LifeCycle.Phase.ENDING, definition.name() + " is stopping");
      boolean tick = requested && !"off".equals(activity.environment().get(TICK_WAIT));
      end(times, null, tick);
      if (tick) {
        TimeUnit.NANOSECONDS.sleep(times.untilTick(activity.counters().lastChange()));
      }
      for (StopCause more = stopCauses.poll(); more != null; more = stopCauses.poll()) {
        if (more instanceof StopCause.Requested(long id)) {
          goodbyes.add(new Response.Shutdown(id));
        }
      }
      if (!writer.finish(goodbyes, times.hardEnd())) {
        log.say("the supervisor did not read the last answers in time");
        return HARD_END;
      }
      return startFailed || stopFailed ? 1 : code;
    }

    private void end(StopTimes times, @Nullable RunningCommand spared, boolean tick) throws InterruptedException {
      if (stopped) {
        return;
      }
      stopped = true;
      start.end(TERM);
      long grace = times.forCommands();
      session.endAll(TERM, grace, spared);
      starting.join(TimeUnit.NANOSECONDS.toMillis(times.forCommands()) + 1);
      stop(times.forStop(tick));
    }

    private void stop(long nanos) throws InterruptedException {
      Thread stopping = Thread.ofPlatform().daemon().name("stop").start(this::callStop);
      if (!stopping.join(java.time.Duration.ofNanos(nanos))) {
        log.say("stop has not returned in time; leaving it behind");
        stopping.interrupt();
      }
    }

    private void callStop() {
      try {
        runtime.stop(activity);
      } catch (Throwable e) { // whatever it is, the way goes on
        stopFailed = true;
        log.failure("stop failed", e);
      }
    }
  }
}
