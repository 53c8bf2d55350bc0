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
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.supervisor.session.RuntimeClient;

/// What connects a session with its runtime. The runtime's output and errors are read all the time,
/// each by a thread; another one sends, so that a runtime that does not read cannot hang the test.
/// All that passes is written down in the history.
final class SessionLink {
  /// What a runtime that is gone has left in its pipes arrives at once, unless others hold them.
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
    this.client =
        new RuntimeClient(
            new ObservedConnection(
                Connection.ofSupervisor(execution.output(), execution.input()), history),
            event -> {}, // the history has it
            warning -> {});
    this.errors = daemon("session-errors", this::readErrors);
  }

  /// From now on, the history learns of the runtime's end.
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
      // the end, like any other: how the runtime ended is told by its exit code
    }
  }

  /// A runtime whose messages are not understood any more must be able to write them all the same.
  private void drain() {
    try {
      execution.output().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the end, like any other
    }
  }

  private void end(int code, Duration at) {
    try {
      client.ended().get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
      errors.join(LAST_WORDS);
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      // somebody else holds the runtime's pipes: whatever comes there is not the runtime's
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
  /// @return its number
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
      throw history.failure("The runtime's input is closed: nothing more can be sent", e);
    } catch (TimeoutException e) {
      throw history.failure("The runtime does not read its requests", e);
    } catch (ExecutionException | InterruptedException e) {
      throw history.failure("Interrupted while sending", e);
    }
  }

  /// Closes the runtime's input, behind all that was sent.
  synchronized void closeInput() {
    if (!sender.isShutdown()) {
      sender.execute(() -> {
        history.inputClosed();
        try {
          execution.input().close();
        } catch (IOException e) {
          // nobody reads it any more
        }
      });
      sender.shutdown();
    }
  }

  /// Leaves nothing behind, whatever state the runtime is in.
  void abandon() {
    closeInput();
    execution.destroy();
  }
}
