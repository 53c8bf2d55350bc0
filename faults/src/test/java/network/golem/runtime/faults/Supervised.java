package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;

/// A runtime's process in server mode, with the supervisor's end in the test's hands.
final class Supervised implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final Process process;
  private final Path log;
  private final Connection<Request, RuntimeMessage> connection;

  /// Messages that have arrived and have not been consumed.
  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  /// Messages that have been consumed.
  private final List<RuntimeMessage> seen = new ArrayList<>();

  private long lastId;

  private sealed interface Arrival {
    record Came(RuntimeMessage message) implements Arrival {}

    record End(String how) implements Arrival {}
  }

  private Supervised(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.connection = Connection.ofSupervisor(process.getInputStream(), process.getOutputStream());
    Thread.ofPlatform().daemon().name("arrivals").start(this::receive);
  }

  /// Starts the runtime without waiting for anything.
  ///
  /// @param command the launcher, possibly preceded by a command that executes it
  static Supervised start(Path workdir, List<String> command) throws IOException {
    return start(workdir, new ProcessBuilder(), command);
  }

  /// @param builder may set an environment
  static Supervised start(Path workdir, ProcessBuilder builder, List<String> command)
      throws IOException {
    Path log = workdir.resolve("stderr");
    List<String> words =
        Stream.of(command, List.of("--workdir", workdir.toString(), "start"))
            .flatMap(List::stream)
            .toList();
    return new Supervised(builder.command(words).redirectError(log.toFile()).start(), log);
  }

  private void receive() {
    String how = "";
    try {
      for (RuntimeMessage message = connection.receive();
          message != null;
          message = connection.receive()) {
        arrivals.add(new Arrival.Came(message));
      }
    } catch (IOException e) {
      how = " (" + e.getMessage() + ")";
    }
    arrivals.add(new Arrival.End(how));
  }

  Process process() {
    return process;
  }

  /// Says hello, and waits for the answer.
  Response hello() throws InterruptedException, IOException {
    return answer(new Request.Hello(++lastId, "0.1.0"));
  }

  /// Sends a request, and waits for its answer.
  Response answer(Request request) throws InterruptedException, IOException {
    connection.send(request);
    return awaitAnswer(request.id());
  }

  /// Requests a run, without waiting.
  ///
  /// @return the request's id
  long run(String program, String... arguments) throws IOException {
    List<String> words = Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
    connection.send(new Request.RunProcess(++lastId, program, words));
    return lastId;
  }

  /// Requests a run, and waits for its answer.
  ///
  /// @return the pid
  long started(String program, String... arguments) throws IOException, InterruptedException {
    Response answer = awaitAnswer(run(program, arguments));
    if (answer instanceof Response.RunProcess run) {
      return run.pid();
    }
    throw failure("a pid for " + program + ", not " + answer);
  }

  /// Requests shutdown, without waiting.
  ///
  /// @return the request's id
  long shutdown() throws IOException {
    connection.send(new Request.Shutdown(++lastId));
    return lastId;
  }

  /// Sends SIGTERM, and leaves the pipes open, unlike [Process#destroy()].
  void terminate() {
    assertThat(process.toHandle().destroy()).isTrue();
  }

  /// Closes the runtime's input.
  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  Response awaitAnswer(long id) throws InterruptedException {
    return (Response)
        await(
            "the answer to request " + id,
            message -> message instanceof Response response && response.id() == id);
  }

  Event.ProcessStatus awaitEnd(long pid) throws InterruptedException {
    return (Event.ProcessStatus)
        await(
            "the end of command " + pid,
            message ->
                message instanceof Event.ProcessStatus status
                    && status.pid() == pid
                    && !status.running());
  }

  /// Waits until a command has printed this in one piece.
  void awaitOutput(String text) throws InterruptedException {
    RuntimeMessage _ =
        await(
            "the output '" + text + "'",
            message ->
                message instanceof Event.ProcessStatus status
                    && (status.stdout().utf8().contains(text)
                        || status.stderr().utf8().contains(text)));
  }

  /// The first matching message, of those that have arrived or will arrive.
  RuntimeMessage await(String what, Predicate<RuntimeMessage> wanted) throws InterruptedException {
    for (RuntimeMessage message : seen) {
      if (wanted.test(message)) {
        return message;
      }
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Arrival arrival = arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      switch (arrival) {
        case null -> throw failure(what + ", which did not come in " + PATIENCE_SECONDS + " s");
        case Arrival.End(String how) -> {
          arrivals.add(arrival);
          throw failure(what + ", but the runtime has ended" + how);
        }
        case Arrival.Came(RuntimeMessage message) -> {
          seen.add(message);
          if (wanted.test(message)) {
            return message;
          }
        }
      }
    }
  }

  /// Waits for the end of the runtime's output.
  ///
  /// @return everything that it has sent
  List<RuntimeMessage> awaitEndOfOutput() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Arrival arrival = arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      switch (arrival) {
        case null ->
            throw failure(
                "the end of its output, which did not come in " + PATIENCE_SECONDS + " s");
        case Arrival.End(String how) -> {
          arrivals.add(arrival);
          if (!how.isEmpty()) {
            throw failure("whole frames to the end" + how);
          }
          return List.copyOf(seen);
        }
        case Arrival.Came(RuntimeMessage message) -> seen.add(message);
      }
    }
  }

  /// Waits until the process has ended.
  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw failure("the end of its process, which did not come in " + PATIENCE_SECONDS + " s");
    }
    return process.exitValue();
  }

  /// Everything that it has written to standard error so far.
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "unreadable: " + e;
    }
  }

  private AssertionError failure(String wanted) {
    int from = Math.max(0, seen.size() - 20);
    return new AssertionError(
        "wanted: "
            + wanted
            + "\nlast messages: "
            + seen.subList(from, seen.size())
            + "\nits standard error:\n"
            + log());
  }

  @Override
  public void close() {
    kill();
  }

  /// Sends SIGKILL, if the process has not ended. The pipes stay open.
  void kill() {
    boolean _ = process.toHandle().destroyForcibly();
  }
}
