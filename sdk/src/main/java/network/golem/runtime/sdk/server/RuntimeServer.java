package network.golem.runtime.sdk.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.activity.Reports;
import network.golem.runtime.sdk.command.Clock;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.frames.PendingCounter;
import network.golem.runtime.sdk.host.ExitCall;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.messages.Log;
import org.jspecify.annotations.Nullable;

/// A runtime in server mode, from `start` to its shutdown.
///
/// Three parts never wait for each other: [Requests] reads and answers requests, [Commands]
/// executes commands, and the [FrameWriter] sends frames. The thread that called
/// [#serve(GolemRuntime, InvocationActivity, List)] waits for a reason to stop, and then performs
/// the [Shutdown].
public final class RuntimeServer implements Reports {
  private final Definition definition;
  private final Host host;
  private final Log log;
  private final FrameWriter writer;
  private final StopCauses stopCauses = new StopCauses();
  private final Clock clock;

  /// The parts of the running server; `null` before it serves. Set once, before any of the author's
  /// threads could use it.
  private volatile Shutdown.@Nullable Session session;

  public RuntimeServer(Definition definition, Host host, Log log) {
    this.definition = definition;
    this.host = host;
    this.log = log;
    this.clock = new Clock(host::giveUp);
    this.writer = new FrameWriter(host.out(), host::isOutEmpty, this::writingBroke);
  }

  private void writingBroke(Throwable failure) {
    if (failure instanceof IOException) {
      stopCauses.add(
          new StopCause.OutputClosed("cannot write to standard output: " + failure.getMessage()));
    } else { // not caused by the supervisor, which still waits for the lost frame
      host.giveUp(failure);
    }
  }

  /// Serves until the runtime has stopped.
  ///
  /// @param startWords the requestor's arguments to `start`
  /// @return the process's exit code
  public int serve(GolemRuntime runtime, InvocationActivity activity, List<String> startWords)
      throws InterruptedException {
    if (session != null) {
      throw new IllegalStateException("a server serves once");
    }
    Commands.Shared shared =
        new Commands.Shared(runtime, activity, activity.programs(), writer, clock, log);
    Commands commands = new Commands(shared, host::giveUp);
    Joins joins = new Joins(runtime, activity, writer, log, host::giveUp);
    Requests requests = new Requests(definition, writer, commands, joins, this::stop);
    StartPhase start = new StartPhase(shared, startWords);
    Shutdown.Session served =
        new Shutdown.Session(runtime, activity, start, requests, commands, joins);
    session = served;
    host.serves(commands);
    CountDownLatch over = new CountDownLatch(1);
    host.onExit(call -> {
      stopCauses.add(new StopCause.ProcessExit(call.map(ExitCall::sentence)));
      over.await();
    });
    host.onParentDeath(() -> stop(new StopCause.ParentDied()));
    start.begin(
        requests,
        commands::prepare,
        () -> {
          if (!start.hasFailed()) {
            activity.preparations().begin();
          }
          return preparePrograms(commands, activity);
        },
        host::giveUp);
    Thread reader =
        Thread.ofPlatform().daemon().name("requests").start(() -> read(requests, start));
    try {
      return new Shutdown(definition, host, log, writer, served).awaitAndPerform(stopCauses);
    } catch (RuntimeException | Error e) { // otherwise the remaining steps would never happen
      host.giveUp(e);
      throw e;
    } finally {
      boolean _ = writer.finish(List.of(), System.nanoTime()); // if the shutdown was cut short
      activity.end(Duration.ZERO);
      start.dismiss();
      reader.interrupt();
      over.countDown();
      var _ = clock.shutdownNow();
    }
  }

  /// Prepares for programs, unless commands are running: they need the processor more.
  ///
  /// @return whether nothing is left to be prepared
  private boolean preparePrograms(Commands commands, InvocationActivity activity) {
    if (!definition.programs() || activity.programs().arePrepared()) {
      return true;
    }
    if (commands.areRunning()) {
      return false;
    }
    activity.programs().prepare();
    return true;
  }

  private void stop(StopCause cause) {
    try {
      stopCauses.add(cause);
    } catch (OutOfMemoryError e) { // otherwise nothing would ever stop it
      host.giveUp(e);
    }
  }

  private void read(Requests requests, StartPhase start) {
    try {
      start.awaitBegin();
      if (!requests.read(host.in()) && host.isOwnProcess()) {
        host.skipInput();
        stop(new StopCause.EndOfInput());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is no longer needed
    } catch (Error e) { // it can no longer read requests, and cannot report that
      host.giveUp(e);
    }
  }

  @Override
  public boolean hasListener() {
    return true;
  }

  @Override
  public void counterChanged(PendingCounter counter) {
    try {
      writer.counterChanged(counter);
    } catch (Error e) { // of the author's code, in which this was called: it may go on
      writer.leaveToFlusher();
      throw e;
    }
  }

  @Override
  public void state(String name, Bytes json) {
    try {
      writer.event(new Event.State(name, json));
    } catch (Error e) { // likewise
      writer.leaveToFlusher();
      throw e;
    }
  }

  @Override
  public void shutdown() {
    quiesce(Quiesce.quiet(definition));
  }

  @Override
  public void fail(String reason) {
    quiesce(Quiesce.failed(reason));
  }

  private void quiesce(Quiesce wish) {
    Shutdown.Session served = session;
    if (served == null) {
      stopCauses.add(new StopCause.ByAuthor(wish, null, false));
      return;
    }
    served.requests().quiesce(wish); // the next run may already be on its way
    StartPhase start = served.start();
    boolean byStart = start.isOnThisThread();
    if (byStart || wish.isFailure()) {
      start.quiesceAfterwards(wish);
    }
    stopCauses.add(new StopCause.ByAuthor(wish, served.commands().current().orElse(null), byStart));
  }
}
