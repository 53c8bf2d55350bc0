package network.golem.runtime.supervisor.session;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Endpoint;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.Debugger;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.TimeLimit;
import network.golem.runtime.supervisor.play.CapturedOutput;
import network.golem.runtime.supervisor.play.CommandFailure;
import network.golem.runtime.supervisor.play.DeskThread;
import network.golem.runtime.supervisor.play.NodeWording;
import network.golem.runtime.supervisor.play.Patience;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.process.CommandStacks;
import network.golem.runtime.supervisor.process.Leftovers;
import network.golem.runtime.supervisor.process.RuntimeProcess;
import network.golem.runtime.supervisor.usage.Meter;
import network.golem.runtime.supervisor.usage.UsageSampler;

/// A runtime in server mode, from `start` to its end.
public final class ServerSession {
  /// A node's supervisor gives up after this time, and leaves the runtime behind.
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  /// A node's supervisor kills the runtime as soon as it has answered shutdown. Here the runtime
  /// may end by itself, so that its own exit code can be reported.
  private static final Duration OWN_EXIT = Duration.ofSeconds(1);

  private static final Duration GRACE = Duration.ofSeconds(1);

  /// What a runtime wrote before its death arrives at once. If another process holds its output
  /// open, it never ends.
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  /// If usage is not billed once a second, the runtime need not wait for the next report.
  private static final Map<String, String> NO_TICK_WAIT = Map.of("GOLEM_RUNTIME_TICK_WAIT", "off");

  private final RuntimeProcess runtime;
  private final RuntimeConnection connection;
  private final Thread errors;
  private final RuntimeClient client;
  private final EventMonitor monitor;
  private final UsageSampler sampler;
  private final PlayListener listener;
  private final boolean sweep;

  /// Sends requests, so that a runtime that does not read cannot block the thread that waits for
  /// the answer.
  private final ExecutorService requests =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("requests").unstarted(task));

  /// Completes once nothing more can come from the runtime.
  private final CompletableFuture<?> over;

  /// Whether the runtime's end was reported, by a command's result or a warning.
  private volatile boolean toldOfItsEnd;

  private volatile boolean askedToStop;

  private ServerSession(
      RuntimeProcess runtime,
      boolean sweep,
      EventMonitor monitor,
      Meter meter,
      PlayListener listener) {
    this.runtime = runtime;
    this.sweep = sweep;
    this.monitor = monitor;
    this.listener = listener;
    this.sampler = meter.watch(runtime);
    Process process = runtime.process();
    this.errors =
        DeskThread.start("runtime-stderr", listener, () -> pass(process.getErrorStream()));
    this.connection = new RuntimeConnection(process.getInputStream(), process.getOutputStream());
    this.client = new RuntimeClient(connection, requests, monitor::event, listener::warn);
    this.over =
        CompletableFuture.anyOf(
            client.ended(),
            runtime
                .exit()
                .thenRunAsync(
                    () -> {},
                    CompletableFuture.delayedExecutor(
                        LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)));
  }

  /// Starts the runtime.
  ///
  /// @param output that of `start`
  public static ServerSession start(
      List<String> line,
      PlayOptions options,
      CapturedOutput output,
      Meter meter,
      PlayListener listener)
      throws CommandFailure {
    try {
      Map<String, String> environment = new HashMap<>(options.environment(Debugger.Phase.START));
      if (!options.billing()) {
        environment.putAll(NO_TICK_WAIT);
      }
      return new ServerSession(
          RuntimeProcess.start(line, options.workdir(), environment),
          options.sweep(),
          new EventMonitor(listener, meter, output),
          meter,
          listener);
    } catch (IOException e) {
      throw new CommandFailure(-1, "cannot start the runtime: " + e.getMessage());
    }
  }

  /// Opens the session.
  ///
  /// @return false if the runtime has already exited with 0, which a node treats as a success
  public boolean hello(CommandPosition position, TimeLimit limit, Patience patience)
      throws CommandFailure, InterruptedException {
    CompletableFuture<String> answer = client.hello();
    await(
        patience,
        limit,
        () -> "the runtime has not answered hello (a node would wait forever)",
        answer,
        over);
    return result(
        answer, "Runtime error: service hello error: ", RuntimeDeath.BEFORE_HELLO, position);
  }

  /// Makes the runtime join networks.
  ///
  /// @return its endpoint
  public Endpoint join(
      LongFunction<Request> request, CommandPosition position, TimeLimit limit, Patience patience)
      throws CommandFailure, InterruptedException {
    CompletableFuture<Response> answer = client.request(request);
    await(patience, limit, () -> "the runtime has not answered the networks", answer, over);
    if (result(answer, "initialization error: ", "before it had joined its networks", position)
        && answer.join() instanceof Response.CreateNetwork joined
        && joined.endpoint() != null) {
      return joined.endpoint();
    }
    throw new CommandFailure(-1, "No VM VPN network endpoint in CreateNetwork response");
  }

  /// Runs a command to its end.
  public void run(
      ExeCommand.Run run,
      CommandPosition position,
      CapturedOutput output,
      TimeLimit limit,
      Patience patience)
      throws CommandFailure, InterruptedException {
    if (!isAlive()) {
      death("while it was idle").endCommand(position, listener);
      return;
    }
    EventMonitor.Watch watch = monitor.expect(output);
    try {
      List<String> args = new ArrayList<>(List.of(run.fileName()));
      args.addAll(run.args());
      CompletableFuture<Long> answer = client.run(run.entryPoint(), args);
      var _ = answer.thenAccept(pid -> monitor.answered(watch, pid));
      CompletableFuture<Long> refused = new CompletableFuture<>();
      var _ =
          answer.exceptionally(failure -> {
            refused.complete(0L);
            return 0L;
          });
      await(
          patience,
          limit,
          () -> "the command has not ended; " + monitor.soFar(watch),
          watch.ended(),
          refused,
          over);
      if (!watch.ended().isDone()) {
        if (result(answer, "Runtime error: ", "during the command", position)) {
          death("during the command").endCommand(position, listener);
        }
        return;
      }
      int code = watch.ended().join();
      if (code != 0) {
        throw CommandFailure.exit(code, "");
      }
    } finally {
      monitor.forget(watch);
    }
  }

  /// Waits; a failure to wait says where the runtime is.
  private void await(
      Patience patience, TimeLimit limit, Supplier<String> what, CompletableFuture<?>... any)
      throws CommandFailure, InterruptedException {
    try {
      patience.await(limit, what, any);
    } catch (CommandFailure e) {
      CommandFailure failure = e.explained(connection.strayText().orElse(""));
      throw isAlive() ? failure.explained(CommandStacks.describe(runtime)) : failure;
    }
  }

  /// Which process the runtime is, and where its commands are.
  public String whereabouts() throws InterruptedException {
    return CommandStacks.describe(runtime);
  }

  private boolean isAlive() {
    return !client.ended().isDone() && runtime.process().isAlive();
  }

  /// Ends the runtime: asks it to shut down, and uses force if that does not help.
  ///
  /// @return what went wrong when it ended
  public Optional<String> shutdown() throws InterruptedException {
    try {
      return isAlive() ? askToStop() : untoldEnd("while it was idle");
    } finally {
      requests.shutdownNow();
      sampler.end();
      Leftovers.end(runtime, GRACE, sweep, listener);
    }
  }

  /// Kills the runtime.
  public void kill() throws InterruptedException {
    requests.shutdownNow();
    sampler.end();
    runtime.process().destroyForcibly();
    Leftovers.end(runtime, GRACE, sweep, listener);
  }

  private Optional<String> askToStop() throws InterruptedException {
    askedToStop = true;
    CompletableFuture<Response> answer = client.shutdown();
    try {
      var _ = CompletableFuture.anyOf(answer, over).get(SHUTDOWN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return Optional.of(
          "the runtime did not answer shutdown within 5 s: a node would leave it running");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeRefusal refusal) {
        return Optional.of("the runtime refused to shut down: " + NodeWording.of(refusal.answer()));
      }
    }
    if (!answer.isDone() || answer.isCompletedExceptionally()) {
      return untoldEnd("before it answered shutdown");
    }
    requests.execute(this::closeInput);
    if (!runtime.process().waitFor(OWN_EXIT.toMillis(), TimeUnit.MILLISECONDS)) {
      runtime
          .process()
          .destroyForcibly()
          .waitFor(); // as on a node; what it leaves behind is reported separately
      return Optional.empty();
    }
    int code = runtime.process().exitValue();
    return code == 0
        ? Optional.empty()
        : Optional.of("the runtime answered shutdown, and " + RuntimeDeath.exit(code));
  }

  /// A runtime that has answered shutdown may wait for the end of its input before it exits.
  private void closeInput() {
    try {
      runtime.process().getOutputStream().close();
    } catch (IOException e) {
      // it is no longer read
    }
  }

  private Optional<String> untoldEnd(String when) throws InterruptedException {
    return toldOfItsEnd ? Optional.empty() : Optional.of(death(when).sentence());
  }

  /// Turns an answer that has failed into the command's failure.
  ///
  /// @param prefix what a node's supervisor puts before an error answer
  /// @return false if there is no answer because the runtime has exited with 0
  private boolean result(
      CompletableFuture<?> answer, String prefix, String when, CommandPosition position)
      throws CommandFailure, InterruptedException {
    try {
      if (answer.isDone()) {
        var _ = answer.get();
        return true;
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeRefusal refusal) {
        throw CommandFailure.refused(prefix, refusal.answer());
      }
      if (!client.ended().isDone() && e.getCause() instanceof SessionEnded misfit) {
        throw new CommandFailure(-1, misfit.reason());
      }
    }
    death(when).endCommand(position, listener);
    return false;
  }

  /// The session is over: how the runtime ended. What it has written to its standard error is
  /// reported before that.
  private RuntimeDeath death(String when) throws InterruptedException {
    toldOfItsEnd = true;
    Process process = runtime.process();
    boolean ended = process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly(); // as on a node, which kills at once
    }
    boolean _ = errors.join(LAST_WORDS);
    Optional<String> text = connection.strayText();
    RuntimeDeath death =
        ended
            ? RuntimeDeath.exited(process.exitValue(), when).having(text)
            : RuntimeDeath.killed(text.orElseGet(client.ended()::join), when);
    return ended && askedToStop ? death.onRequest() : death;
  }

  private void pass(InputStream stderr) {
    byte[] block = new byte[8 * 1024];
    try (stderr) {
      for (int count = stderr.read(block); count >= 0; count = stderr.read(block)) {
        listener.on(new PlayEvent.RuntimeSaid(Bytes.copyOf(block, 0, count)));
      }
    } catch (IOException e) {
      // the runtime was killed, and its pipe closed
    }
  }
}
