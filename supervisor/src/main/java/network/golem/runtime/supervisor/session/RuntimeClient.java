package network.golem.runtime.supervisor.session;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.supervisor.play.DeskThread;

/// The supervisor's side of a session: sends requests, matches answers to them by id, and passes
/// events on in the order in which they arrive. Any thread may send.
///
/// Every future that is returned here completes: with the answer, with a [RuntimeRefusal], or with
/// [SessionEnded]. An answer completes its future before [#ended()] completes.
public final class RuntimeClient implements AutoCloseable {
  /// A node's supervisor begins with this id.
  private static final long FIRST_ID = 2;

  private static final String PROTOCOL_VERSION = "0.1.0";

  private final Connection<Request, RuntimeMessage> connection;
  private final Executor sending;
  private final Consumer<Event> events;
  private final Consumer<String> warnings;
  private final AtomicLong nextId = new AtomicLong(FIRST_ID);
  private final Map<Long, CompletableFuture<Response>> waiting = new ConcurrentHashMap<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  /// Opens the session: starts to read messages, on a thread of its own.
  ///
  /// @param sending sends a request, one after another; if the runtime does not read, that blocks
  /// @param events called on that thread, which does not read while it is called
  /// @param warnings called with a sentence for each answer that no request is waiting for
  public RuntimeClient(
      Connection<Request, RuntimeMessage> connection,
      Executor sending,
      Consumer<Event> events,
      Consumer<String> warnings) {
    this.connection = connection;
    this.sending = sending;
    this.events = events;
    this.warnings = warnings;
    Thread.ofPlatform().daemon().name("session").start(this::read);
  }

  /// Says hello; the answer is the runtime's version.
  public CompletableFuture<String> hello() {
    return request(id -> new Request.Hello(id, PROTOCOL_VERSION))
        .thenCompose(answer ->
            answer instanceof Response.Hello hello
                ? CompletableFuture.completedFuture(hello.version())
                : misfit("hello", answer));
  }

  /// Runs a command; the answer is its pid.
  public CompletableFuture<Long> run(String bin, List<String> args) {
    return request(id -> new Request.RunProcess(id, bin, args))
        .thenCompose(answer ->
            answer instanceof Response.RunProcess run
                ? CompletableFuture.completedFuture(run.pid())
                : misfit("run", answer));
  }

  /// Asks the runtime to stop.
  public CompletableFuture<Response> shutdown() {
    return request(Request.Shutdown::new);
  }

  /// Sends a request.
  ///
  /// @param request called with the id that the request must have
  public CompletableFuture<Response> request(LongFunction<Request> request) {
    long id = nextId.getAndIncrement();
    CompletableFuture<Response> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      sending.execute(() -> send(request.apply(id)));
    } catch (RejectedExecutionException _) {
      answer.completeExceptionally(new SessionEnded("the runtime was shut down"));
    }
    if (ended.isDone()) {
      answer.completeExceptionally(new SessionEnded(ended.join()));
    }
    return answer;
  }

  private void send(Request request) {
    try {
      connection.send(request);
    } catch (IOException e) {
      // the reader is about to see the end of the runtime's output, which says more
    }
  }

  /// Completes with how the session ended.
  public CompletableFuture<String> ended() {
    return ended;
  }

  private void read() {
    String reason = "the runtime has closed its output";
    try {
      for (RuntimeMessage message = connection.receive();
          message != null;
          message = connection.receive()) {
        switch (message) {
          case Event event -> events.accept(event);
          case Response answer -> answered(answer);
        }
      }
    } catch (IOException e) {
      reason = "invalid output of the runtime: " + e.getMessage();
    } catch (RuntimeException | Error e) { // of the consumer of events, or out of memory
      reason = "cannot process the output of the runtime: " + DeskThread.reason(e);
    }
    ended.complete(reason);
    String how = reason;
    waiting.values().forEach(answer -> answer.completeExceptionally(new SessionEnded(how)));
  }

  private void answered(Response answer) {
    CompletableFuture<Response> asked = waiting.remove(answer.id());
    if (asked == null) {
      warnings.accept(
          "the runtime answered request "
              + Long.toUnsignedString(answer.id())
              + ", which is not pending");
    } else if (answer instanceof Response.Error error) {
      asked.completeExceptionally(new RuntimeRefusal(error));
    } else {
      asked.complete(answer);
    }
  }

  private static <T> CompletableFuture<T> misfit(String request, Response answer) {
    return CompletableFuture.failedFuture(
        new SessionEnded(
            "the runtime answered "
                + request
                + " with "
                + answer.getClass().getSimpleName()
                + ", which is not an answer to it"));
  }

  /// Closes both directions.
  @Override
  public void close() throws IOException {
    connection.close();
  }
}
