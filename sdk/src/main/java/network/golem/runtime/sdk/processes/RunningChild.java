package network.golem.runtime.sdk.processes;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import network.golem.runtime.sdk.Child;
import network.golem.runtime.sdk.Readiness;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.processes.accounting.Exit;
import network.golem.runtime.sdk.processes.running.StartedProgram;

/// A child of the runtime, with a thread that reads its output.
final class RunningChild implements Child, ProgramOutput {
  private static final int LAST_FAILURE = 500;
  private static final int HTTP_TIMEOUT_MILLIS = 1000;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

  private final Programs programs;
  private final StartedProgram program;
  private final String owner;
  private final String name;
  private final Log log;
  private final Consumer<String> fail;
  private final LastLines lines;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  /// @param fail called with the reason if the runtime has failed
  RunningChild(
      Programs programs,
      StartedProgram program,
      String owner,
      String name,
      Log log,
      Consumer<String> fail) {
    this.programs = programs;
    this.program = program;
    this.owner = owner;
    this.name = name;
    this.log = log;
    this.fail = fail;
    this.lines = new LastLines(line -> log.say(name + ": " + line));
  }

  /// Starts to watch it.
  ///
  /// @throws RuntimeFailure if no thread is available; the child has then been ended
  RunningChild watched() throws RuntimeFailure {
    try {
      var _ = Thread.ofPlatform().daemon().name("child " + name).start(this::untilEnd);
      return this;
    } catch (OutOfMemoryError _) {
      programs.endTree(program, owner);
      throw new RuntimeFailure(
          RuntimeFailure.Code.INTERNAL, "cannot watch " + name + ": " + Failures.NO_THREAD);
    }
  }

  private void untilEnd() {
    try {
      Exit ended = program.await(this, () -> programs.killTree(program));
      programs.ended(program, owner);
      lines.end();
      boolean _ = exit.complete(ended.code());
      lines.wake();
    } catch (InterruptedException | RuntimeException | Error e) {
      programs.endTree(program, owner);
      boolean _ = exit.completeExceptionally(e);
      lines.wake();
      log.failure("the child " + name + " could no longer be watched; ended it", e);
    }
  }

  @Override
  public long pid() {
    return program.pid();
  }

  @Override
  public CompletableFuture<Integer> onExit() {
    return exit.copy();
  }

  @Override
  public Child readyWhen(Readiness readiness, Duration timeout)
      throws RuntimeFailure, InterruptedException {
    boolean ready =
        switch (readiness) {
          case Readiness.Line(var pattern) -> lines.await(pattern, timeout, exit::isDone);
          case Readiness.Http(URI uri) -> tryUntil(timeout, () -> answers(uri));
          case Readiness.UnixSocket(Path path) -> tryUntil(timeout, () -> listens(path));
        };
    if (!ready) {
      String what =
          exit.isDone()
              ? " has ended with exit code " + exit.join() + " before it was ready"
              : " was not ready after " + timeout.toMillis() + " ms";
      throw new RuntimeFailure(
          RuntimeFailure.Code.INTERNAL,
          name + what + " (waited for " + readiness + "); " + lines.shown());
    }
    return this;
  }

  private boolean tryUntil(Duration timeout, BooleanSupplier ready) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!ready.getAsBoolean()) {
      if (exit.isDone() || deadline - System.nanoTime() <= 0) {
        return false;
      }
      Thread.sleep(BETWEEN_TRIES);
    }
    return true;
  }

  private static boolean answers(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(HTTP_TIMEOUT_MILLIS);
      connection.setReadTimeout(HTTP_TIMEOUT_MILLIS);
      connection.setInstanceFollowRedirects(false);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status >= 0 && status < LAST_FAILURE;
    } catch (IOException _) {
      return false; // not yet
    }
  }

  private static boolean listens(Path path) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException _) {
      return false; // not yet
    }
  }

  @Override
  public Child essential() {
    var _ =
        exit.thenAccept(code -> {
          if (!programs.areEnding()) {
            fail.accept(name + " has ended with exit code " + code + "; " + lines.shown());
          }
        });
    return this;
  }

  @Override
  public Child detach() {
    try {
      programs.spare(owner);
    } catch (IOException e) {
      log.failure(name + " will be ended with the runtime, because the warden does not respond", e);
    }
    return this;
  }

  @Override
  public void started() {
    // reported to the author by the call that spawned it
  }

  @Override
  public void write(OutputChannel channel, byte[] buffer, int from, int length) {
    lines.add(channel, buffer, from, length);
  }

  @Override
  public void late(byte[] buffer, int from, int length) {
    log.raw(buffer, from, length);
  }
}
