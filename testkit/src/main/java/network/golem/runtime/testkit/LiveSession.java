package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.ProtocolException;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// A session with a runtime that was just started. Its output and its errors are read all the time,
/// each by a thread; another one sends, so that a runtime that does not read cannot hang the test.
final class LiveSession implements RuntimeSession {
  private static final String PROTOCOL_VERSION = "0.1.0";
  private static final long FIRST_REQUEST = 2; // as the real supervisor counts

  /// What a runtime that is gone has left in its pipes arrives at once, unless others hold them.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Execution execution;
  private final Path workdir;
  private final SessionHistory history;
  private final Connection<Request, RuntimeMessage> connection;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("session-requests").unstarted(task));

  private long lastRequest = FIRST_REQUEST - 1;
  private long helloRequest;
  private boolean endExpected;
  private boolean closed;

  private LiveSession(Execution execution, Path workdir, Duration patience) {
    this.execution = execution;
    this.workdir = workdir;
    this.history = new SessionHistory(patience, execution::whereabouts);
    this.connection = Connection.ofSupervisor(execution.output(), execution.input());
  }

  /// Opens a session, and says hello.
  static LiveSession open(Execution execution, Path workdir, Duration patience) {
    LiveSession session = new LiveSession(execution, workdir, patience);
    Thread frames = daemon("session-frames", session::readFrames);
    Thread errors = daemon("session-errors", session::readErrors);
    var _ =
        execution
            .exit()
            .thenAccept(code -> {
              Duration at = session.history.now();
              daemon("session-end", () -> session.end(code, at, frames, errors));
            });
    session.helloRequest = session.send(id -> new Request.Hello(id, PROTOCOL_VERSION), "hello");
    return session;
  }

  private static Thread daemon(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }

  private void readFrames() {
    try {
      for (RuntimeMessage message = connection.receive();
          message != null;
          message = connection.receive()) {
        history.received(message);
      }
    } catch (ProtocolException e) {
      history.failed("The runtime sent what is no message: " + e.getMessage());
      drain(execution.output());
    } catch (IOException e) {
      // the end, like any other: how the runtime ended is told by its exit code
    }
  }

  private static void drain(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // then it has ended
    }
  }

  private void readErrors() {
    byte[] buffer = new byte[8192];
    try {
      for (int count = execution.errors().read(buffer);
          count >= 0;
          count = execution.errors().read(buffer)) {
        history.logged(buffer, count);
      }
    } catch (IOException e) {
      // the end, like any other
    }
  }

  private void end(int code, Duration at, Thread frames, Thread errors) {
    try {
      frames.join(LAST_WORDS);
      errors.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that
    }
    history.ended(code, at);
  }

  /// Sends a request.
  ///
  /// @param what in words
  /// @return its number
  private synchronized long send(LongFunction<Request> numbered, String what) {
    long id = ++lastRequest;
    Request request = numbered.apply(id);
    history.sending(request, what);
    sender.execute(() -> {
      try {
        connection.send(request);
      } catch (IOException e) {
        // nobody reads it any more: whoever waits for the answer is told how the runtime ended
      }
    });
    return id;
  }

  @Override
  public CommandResult run(String... line) {
    return start(line).await();
  }

  @Override
  public RunningCommand start(String... line) {
    if (line.length == 0) {
      throw new IllegalArgumentException("a command needs a program: run(\"greet\", \"Ada\")");
    }
    String program = line[0];
    String[] args = line.clone();
    args[0] = program.substring(program.lastIndexOf('/') + 1);
    long id =
        send(
            number -> new Request.RunProcess(number, program, List.of(args)),
            "'" + String.join(" ", line) + "'");
    return new SessionCommand(this, history, id);
  }

  @Override
  public Answer kill(long pid, int signal) {
    long id = send(number -> new Request.KillProcess(number, pid, signal), "kill");
    return history.awaitKilled(id, pid, signal);
  }

  @Override
  public double counter(String name) {
    history.check();
    return history.counter(name);
  }

  @Override
  public RuntimeSession awaitCounter(String name, double value) {
    var _ =
        history.await(
            "the counter " + name + " to be " + value,
            () -> history.counter(name) >= value ? history.counter(name) : null);
    return this;
  }

  @Override
  public CommandResult awaitStart() {
    CommandHistory start = history.command(helloRequest);
    return history.await("the answer to hello", start::result);
  }

  @Override
  public String log() {
    return history.log();
  }

  @Override
  public RuntimeSession awaitLog(String text) {
    var _ =
        history.await(
            "the log to contain " + Quoted.line(text),
            () -> history.log().contains(text) ? true : null);
    return this;
  }

  @Override
  public Path workdir() {
    return workdir;
  }

  @Override
  public ExitStatus shutdown() {
    long begin = System.nanoTime();
    expectEnd();
    if (history.exitCode() == null) {
      long id = send(Request.Shutdown::new, "shutdown");
      Response answer = history.awaitAnswer(id, "shutdown");
      if (!(answer instanceof Response.Shutdown)) {
        throw history.failure("Shutdown was refused");
      }
    }
    return exit(begin);
  }

  @Override
  public ExitStatus closeInput() {
    long begin = System.nanoTime();
    expectEnd();
    endInput();
    return exit(begin);
  }

  private synchronized void endInput() {
    if (!sender.isShutdown()) {
      history.inputClosed();
      sender.execute(() -> {
        try {
          execution.input().close();
        } catch (IOException e) {
          // nobody reads it any more
        }
      });
      sender.shutdown();
    }
  }

  @Override
  public ExitStatus awaitExit() {
    long begin = System.nanoTime();
    expectEnd();
    return exit(begin);
  }

  private synchronized void expectEnd() {
    endExpected = true;
  }

  private ExitStatus exit(long begin) {
    return history.awaitEnd(begin);
  }

  @Override
  public List<SessionEvent> events() {
    return history.events();
  }

  @Override
  public void close() {
    if (firstClose()) {
      try {
        endCleanly();
        history.check();
      } finally {
        abandon();
      }
    }
  }

  private synchronized boolean firstClose() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  private void endCleanly() {
    if (endExpected) {
      return;
    }
    @Nullable Integer code = history.exitCode();
    if (code != null) {
      throw history.failure("The runtime ended by itself, with exit code " + code);
    }
    ExitStatus status = shutdown();
    if (status.code() != 0) {
      throw history.failure("Shut down, the runtime ended with exit code " + status.code());
    }
  }

  /// Leaves nothing behind, whatever state the runtime is in.
  private void abandon() {
    endInput();
    if (history.exitCode() == null) {
      execution.destroy();
      try {
        var _ = execution.exit().thenApply(code -> true).get(1, TimeUnit.SECONDS);
      } catch (Exception e) {
        // it was told
      }
    }
  }
}
