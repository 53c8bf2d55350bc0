package network.golem.runtime.supervisor.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How the supervisor's side treats a runtime's messages.
@Timeout(10)
class RuntimeClientTest {
  private final Connection.InMemory ends = Connection.inMemory();
  private final Connection<RuntimeMessage, Request> runtime = ends.runtime();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  private final RuntimeClient client =
      new RuntimeClient(ends.supervisor(), Runnable::run, events::add, warnings::add);

  @AfterEach
  void close() throws IOException {
    client.close();
  }

  private static Throwable failure(CompletableFuture<?> future) throws Exception {
    try {
      throw new AssertionError(
          "unexpectedly, it has succeeded: " + future.get(5, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void requestIdsStartAtTwoLikeTheRealSupervisors() throws Exception {
    var _ = client.hello();
    var _ = client.run("/bin/echo", List.of("echo", "a"));
    var _ = client.shutdown();

    assertThat(runtime.receive()).isEqualTo(new Request.Hello(2, "0.1.0"));
    assertThat(runtime.receive())
        .isEqualTo(new Request.RunProcess(3, "/bin/echo", List.of("echo", "a")));
    assertThat(runtime.receive()).isEqualTo(new Request.Shutdown(4));
  }

  @Test
  void answersMayArriveInAnyOrder() throws Exception {
    CompletableFuture<String> hello = client.hello();
    CompletableFuture<Long> first = client.run("a", List.of());
    CompletableFuture<Long> second = client.run("b", List.of());
    runtime.send(new Response.RunProcess(4, 70));
    runtime.send(new Response.Hello(2, "1.2.3"));

    assertThat(second.get()).isEqualTo(70);
    assertThat(hello.get()).isEqualTo("1.2.3");
    assertThat(first).isNotDone();
    runtime.send(new Response.RunProcess(3, 71));
    assertThat(first.get()).isEqualTo(71);
  }

  @Test
  void eventsAndAnswersKeepTheirOrder() throws Exception {
    CompletableFuture<Long> run = client.run("a", List.of());
    runtime.send(Event.ProcessStatus.started(5));
    runtime.send(new Event.Counter("c", 1));
    runtime.send(new Response.RunProcess(2, 5));
    runtime.send(Event.ProcessStatus.ended(5, 3));

    assertThat(run.get()).isEqualTo(5);
    assertThat(events.take()).isEqualTo(Event.ProcessStatus.started(5));
    assertThat(events.take()).isEqualTo(new Event.Counter("c", 1));
    assertThat(events.take()).isEqualTo(Event.ProcessStatus.ended(5, 3));
  }

  @Test
  void refusalCompletesTheFutureExceptionally() throws Exception {
    CompletableFuture<Long> run = client.run("dance", List.of());
    Response.Error error =
        new Response.Error(2, ErrorCode.NOT_FOUND, "no program dance", Map.of("program", "dance"));
    runtime.send(error);

    assertThat(failure(run))
        .isInstanceOfSatisfying(
            RuntimeRefusal.class, refusal -> assertThat(refusal.answer()).isEqualTo(error))
        .hasMessage("no program dance");
  }

  @Test
  void answerOfAnotherKindFailsTheRequest() throws Exception {
    CompletableFuture<String> hello = client.hello();
    CompletableFuture<Long> run = client.run("a", List.of());
    runtime.send(new Response.Shutdown(2));
    runtime.send(new Response.Unrecognized(3));

    assertThat(failure(hello))
        .hasMessage("the runtime answered hello with Shutdown, which is not an answer to it");
    assertThat(failure(run))
        .hasMessage("the runtime answered run with Unrecognized, which is not an answer to it");
    assertThat(client.ended()).isNotDone();
  }

  @Test
  void unexpectedAnswerCausesAWarning() throws Exception {
    CompletableFuture<String> hello = client.hello();
    runtime.send(new Response.RunProcess(-1, 1));
    runtime.send(new Response.Hello(2, "1"));
    runtime.send(new Response.Hello(2, "2"));

    assertThat(hello.get()).isEqualTo("1");
    assertThat(warnings.take())
        .isEqualTo("the runtime answered request 18446744073709551615, which is not pending");
    assertThat(warnings.take()).isEqualTo("the runtime answered request 2, which is not pending");
  }

  @Test
  void endOfTheSessionEndsAllWaiting() throws Exception {
    CompletableFuture<String> hello = client.hello();
    CompletableFuture<Long> run = client.run("a", List.of());
    runtime.close();

    assertThat(failure(hello))
        .isInstanceOf(SessionEnded.class)
        .hasMessage("the runtime has closed its output");
    assertThat(failure(run)).isInstanceOf(SessionEnded.class);
    assertThat(failure(client.shutdown()))
        .isInstanceOf(SessionEnded.class)
        .hasMessage("the runtime has closed its output");
    assertThat(client.ended().get()).isEqualTo("the runtime has closed its output");
  }

  @Test
  void invalidMessageEndsTheSession() throws Exception {
    String line = "a long line of text, ".repeat(10);
    Process echo = new ProcessBuilder("sh", "-c", "echo '" + line + "'; exec cat >&2").start();
    try (RuntimeClient overPipes =
        new RuntimeClient(
            Connection.ofSupervisor(echo.getInputStream(), echo.getOutputStream()),
            Runnable::run,
            events::add,
            warnings::add)) {
      Throwable failure = failure(overPipes.hello());

      assertThat(failure)
          .isInstanceOf(SessionEnded.class)
          .hasMessageStartingWith("invalid output of the runtime: ");
      assertThat(overPipes.ended()).isCompletedWithValue(failure.getMessage());
    }
  }

  /// The sending thread may be slower than the runtime, which answers and exits.
  @Test
  void shutdownAnswerArrivesBeforeTheSessionEnds() throws Exception {
    Connection.InMemory other = Connection.inMemory();
    CountDownLatch over = new CountDownLatch(1);
    try (RuntimeClient slow =
        new RuntimeClient(
            other.supervisor(),
            sending ->
                Thread.ofPlatform()
                    .daemon()
                    .start(() -> {
                      sending.run();
                      awaitUninterruptibly(over);
                    }),
            events::add,
            warnings::add)) {
      CompletableFuture<Response> shutdown = slow.shutdown();
      long id = other.runtime().receive().id();
      other.runtime().send(new Response.Shutdown(id));
      other.runtime().close();

      assertThat(slow.ended().get()).isEqualTo("the runtime has closed its output");
      assertThat(shutdown).isCompletedWithValue(new Response.Shutdown(id));
    } finally {
      over.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // never called
    }
  }
}
