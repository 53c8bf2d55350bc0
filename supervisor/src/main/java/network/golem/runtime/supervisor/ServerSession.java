package network.golem.runtime.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Response;

/// A runtime in server mode, from `start` to its end.
final class ServerSession {
  /// The real supervisor gives up then, and leaves the runtime behind.
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  /// After the answer to shutdown, the real supervisor kills at once. Here the runtime may end by
  /// itself, so that its own exit code is seen.
  private static final Duration OWN_EXIT = Duration.ofSeconds(1);

  private static final Duration GRACE = Duration.ofSeconds(1);

  /// What a runtime wrote before its death arrives at once. Another process may hold its output
  /// open, so that the end of that never comes.
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  /// Nobody bills here, so nobody needs the runtime to wait for the second in which a node would.
  private static final Map<String, String> ENVIRONMENT = Map.of("GOLEM_RUNTIME_TICK_WAIT", "off");

  /// A death by signal n looks like an exit with 128 + n here.
  private static final int MAX_SIGNAL = 64;

  private final RuntimeProcess runtime;
  private final RuntimeClient client;
  private final EventMonitor monitor;
  private final Sampling sampling;
  private final Patience patience;
  private final PlayListener listener;

  /// Nothing can come from the runtime any more.
  private final CompletableFuture<?> over;

  /// Whether a command's result or a warning has said so.
  private boolean toldOfItsEnd;

  private ServerSession(
      RuntimeProcess runtime,
      EventMonitor monitor,
      Meter meter,
      Patience patience,
      PlayListener listener) {
    this.runtime = runtime;
    this.monitor = monitor;
    this.patience = patience;
    this.listener = listener;
    this.sampling = Sampling.of(meter, runtime);
    Process process = runtime.process();
    Thread.ofPlatform().daemon().name("runtime-stderr").start(() -> pass(process.getErrorStream()));
    this.client =
        new RuntimeClient(
            Connection.ofSupervisor(process.getInputStream(), process.getOutputStream()),
            monitor::event,
            listener::warn);
    this.over =
        CompletableFuture.anyOf(
            client.ended(),
            process
                .onExit()
                .thenRunAsync(
                    () -> {},
                    CompletableFuture.delayedExecutor(
                        LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)));
  }

  /// Starts the runtime.
  static ServerSession start(
      List<String> line,
      PlayOptions options,
      EventMonitor monitor,
      Meter meter,
      Patience patience,
      PlayListener listener)
      throws CommandFailure {
    try {
      return new ServerSession(
          RuntimeProcess.start(line, options.workdir(), ENVIRONMENT),
          monitor,
          meter,
          patience,
          listener);
    } catch (IOException e) {
      throw new CommandFailure(-1, "the runtime cannot be started: " + e.getMessage());
    }
  }

  /// Opens the session.
  void hello(TimeLimit limit) throws CommandFailure, InterruptedException {
    CompletableFuture<String> answer = client.hello();
    patience.await(
        limit, "the runtime has not answered hello (a node would wait for ever)", answer, over);
    result(answer, "service hello error: ", "before hello was answered");
  }

  /// Runs a command to its end.
  void run(ExeCommand.Run run, int index, TimeLimit limit)
      throws CommandFailure, InterruptedException {
    EventMonitor.Watch watch = monitor.expect(index);
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
      patience.await(limit, "the command has not ended", watch.ended(), refused, over);
      if (!watch.ended().isDone()) {
        result(answer, "", "during the command");
        throw ended("during the command");
      }
      int code = watch.ended().join();
      if (code != 0) {
        throw new CommandFailure(code, "ExeScript command exited with code " + code);
      }
    } finally {
      monitor.forget(watch);
    }
  }

  /// Whether the runtime is still there.
  ///
  /// @throws CommandFailure where it is not
  void checkAlive() throws CommandFailure, InterruptedException {
    if (!isAlive()) {
      throw ended("while it was idle");
    }
  }

  private boolean isAlive() {
    return !client.ended().isDone() && runtime.process().isAlive();
  }

  /// Ends the runtime: asks it to, and takes it by force where that does not help.
  ///
  /// @return whether it ended as it should
  boolean shutdown() throws InterruptedException {
    boolean clean = false;
    try {
      if (isAlive()) {
        clean = askToStop();
      } else {
        warnOfItsEnd("while it was idle");
      }
    } finally {
      sampling.close();
      Leftovers.end(runtime, GRACE, listener);
    }
    return clean;
  }

  private boolean askToStop() throws InterruptedException {
    CompletableFuture<Response> answer = client.shutdown();
    try {
      var _ = CompletableFuture.anyOf(answer, over).get(SHUTDOWN.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      listener.warn("the runtime did not answer shutdown within 5 s: a node would leave it behind");
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeRefusal refusal) {
        listener.warn("the runtime refused to shut down: " + worded(refusal.answer()));
        return false;
      }
    }
    if (!answer.isDone() || answer.isCompletedExceptionally()) {
      warnOfItsEnd("when it was asked to shut down");
      return false;
    }
    if (!runtime.process().waitFor(OWN_EXIT.toMillis(), TimeUnit.MILLISECONDS)) {
      runtime.process().destroyForcibly(); // as on a node
      return true;
    }
    int code = runtime.process().exitValue();
    if (code != 0) {
      listener.warn("the runtime answered shutdown, and " + exit(code));
    }
    return code == 0;
  }

  private void warnOfItsEnd(String when) throws InterruptedException {
    if (!toldOfItsEnd) {
      listener.warn(ended(when).sentence());
    }
  }

  /// Turns an answer that has failed into the command's failure.
  private void result(CompletableFuture<?> answer, String prefix, String when)
      throws CommandFailure, InterruptedException {
    try {
      if (answer.isDone()) {
        var _ = answer.get();
        return;
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeRefusal refusal) {
        throw new CommandFailure(-1, "Runtime error: " + prefix + worded(refusal.answer()));
      }
      if (!client.ended().isDone() && e.getCause() instanceof SessionEnded misfit) {
        throw new CommandFailure(-1, misfit.reason());
      }
    }
    throw ended(when);
  }

  /// The session is over: what the real supervisor makes of it, and what really happened.
  private CommandFailure ended(String when) throws InterruptedException {
    toldOfItsEnd = true;
    Process process = runtime.process();
    if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly(); // as on a node, which kills at once
      return new CommandFailure(
          1, client.ended().join() + ", " + when + "; the runtime was killed for it");
    }
    int code = process.exitValue();
    String toNode =
        code == 0
            ? "; a node takes this for a success, also of each later run, which it does not execute"
            : "";
    return new CommandFailure(
        code == 0 ? -1 : code, "the runtime " + exit(code) + " " + when + toNode);
  }

  private static String exit(int code) {
    return code > 128 && code <= 128 + MAX_SIGNAL
        ? "was killed by signal " + (code - 128)
        : "exited with code " + code;
  }

  /// As the real supervisor words an error answer.
  private static String worded(Response.Error error) {
    StringBuilder context = new StringBuilder();
    error
        .context()
        .forEach((key, value) ->
            context
                .append(context.isEmpty() ? "" : ", ")
                .append('"')
                .append(key)
                .append("\": \"")
                .append(value)
                .append('"'));
    return "Error { code: "
        + name(error.code())
        + ", message: \""
        + error.message()
        + "\", context: {"
        + context
        + "} }";
  }

  private static String name(ErrorCode code) {
    return switch (code.number()) {
      case 0 -> "Internal";
      case 1 -> "NotFound";
      case 2 -> "BadRequest";
      default -> Integer.toString(code.number());
    };
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
