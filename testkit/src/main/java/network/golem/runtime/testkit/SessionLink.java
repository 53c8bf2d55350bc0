package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.supervisor.session.RuntimeClient;
import network.golem.runtime.supervisor.session.RuntimeConnection;

/// Connects a session with its runtime. Two threads read the runtime's output and standard error
/// all the time, and another one sends, so that a runtime that does not read cannot hang the test.
/// The history records everything.
final class SessionLink {
  /// The rest of an ended runtime's output arrives at once, unless another process holds its pipes
  /// open.
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Execution execution;
  private final SessionHistory history;
  private final RuntimeClient client;
  private final Thread errors;
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("session-requests").unstarted(task));

  SessionLink(Execution execution, SessionHistory history) {
    this.execution = execution;
    this.history = history;
    RuntimeConnection connection = new RuntimeConnection(execution.output(), execution.input());
    history.strayText(connection::strayText);
    this.client =
        new RuntimeClient(
            new ObservedConnection(connection, history),
            Runnable::run, // on the sender's thread already
            event -> {}, // the history records it
            warning -> {});
    this.errors = daemon("session-errors", this::readErrors);
  }

  /// From now on, the history records the runtime's end.
  void watch() {
    var _ = client.ended().thenRun(() -> daemon("session-rest", this::drain));
    var _ =
        execution
            .exit()
            .thenAccept(code -> {
              Duration at = history.now();
              daemon("session-end", () -> end(code, at));
            });
  }

  private static Thread daemon(String name, Runnable task) {
    return Thread.ofPlatform().daemon().name(name).start(task);
  }

  private void readErrors() {
    InputStream in = execution.errors();
    byte[] buffer = new byte[8192];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        history.logged(buffer, count);
      }
    } catch (IOException e) {
      // treated as the end of the stream; the exit code shows how the runtime ended
    }
  }

  /// A runtime whose messages are no longer understood must still be able to write them.
  private void drain() {
    try {
      execution.output().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // an end like any other
    }
  }

  private void end(int code, Duration at) {
    try {
      client.ended().get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
      errors.join(LAST_WORDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      // another process holds the runtime's pipes; its output is not the runtime's
    }
    history.ended(code, at);
  }

  /// Says hello.
  void hello() {
    sender.execute(() -> {
      var _ = client.hello();
    });
  }

  /// Sends a request.
  ///
  /// @return its id
  long send(LongFunction<Request> numbered) {
    CompletableFuture<Long> number = new CompletableFuture<>();
    try {
      sender.execute(() -> {
        var _ =
            client.request(id -> {
              number.complete(id);
              return numbered.apply(id);
            });
      });
      return number.get(history.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw history.failure("The runtime's input is closed; nothing more can be sent", e);
    } catch (TimeoutException e) {
      throw history.failure("The runtime does not read its requests", e);
    } catch (ExecutionException | InterruptedException e) {
      throw history.failure("Interrupted while sending", e);
    }
  }

  /// Closes the runtime's input, after everything that was sent.
  synchronized void closeInput() {
    if (!sender.isShutdown()) {
      sender.execute(() -> {
        history.inputClosed();
        try {
          execution.input().close();
        } catch (IOException e) {
          // it is no longer read
        }
      });
      sender.shutdown();
    }
  }

  /// Ends everything, whatever state the runtime is in.
  void abandon() {
    closeInput();
    execution.destroy();
  }
}
