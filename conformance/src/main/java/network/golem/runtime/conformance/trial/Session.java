package network.golem.runtime.conformance.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;
import network.golem.runtime.supervisor.process.RuntimeProcess;
import org.jspecify.annotations.Nullable;

/// A session with a runtime in server mode, at the level of frames. It corrects nothing, and
/// understands as much as it can of what is wrong, so that one fault shows itself in the check that
/// is about it.
///
/// A check calls it from one thread; a thread of its own reads.
public final class Session {
  private static final int FIRST_ID = 2;
  private static final int STDERR_KEPT = 64 * 1024;

  private final Trial trial;
  private final List<String> words;
  private final RuntimeProcess process;
  private final long began = System.nanoTime();
  private final SessionOutput output;
  private final CapturedStream stderr;

  private volatile @Nullable Duration startTime;
  private long nextId = FIRST_ID;

  Session(Trial trial, List<String> words, RuntimeProcess process) {
    this.trial = trial;
    this.words = words;
    this.process = process;
    this.output = new SessionOutput(trial, process.process(), began);
    output.startReading();
    this.stderr = new CapturedStream(process.process().getErrorStream(), STDERR_KEPT);
  }

  public Trial trial() {
    return trial;
  }

  public RuntimeProcess process() {
    return process;
  }

  /// Where everything arrives.
  public SessionOutput output() {
    return output;
  }

  /// @throws Violation unless it is so
  public void expect(boolean met, String expected, Object seen) {
    trial.expect(met, expected, seen);
  }

  // Sending

  /// An id that has not been used.
  public long newId() {
    return nextId++;
  }

  /// Sends a request, without its length.
  public void send(byte[] message) {
    sendRaw(RequestBytes.frame(message), MessageText.request(message));
  }

  /// Sends bytes as they are.
  ///
  /// @param meaning for people
  public void sendRaw(byte[] bytes, String meaning) {
    output.note(bytes, meaning);
    try {
      OutputStream out = process.process().getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      output.note("this could not be written: " + e.getMessage());
    }
  }

  /// Sends hello, and waits for the answer, which must be one.
  public Reply hello() throws InterruptedException {
    return hello("0.1.0");
  }

  public Reply hello(String version) throws InterruptedException {
    long id = newId();
    send(RequestBytes.hello(id, version));
    Reply answer = answer(id, "an answer to hello");
    expect(answer.member() == Reply.HELLO, "hello to be answered with hello", answer);
    if (startTime == null) {
      startTime = Duration.ofNanos(answer.nanos() - began);
    }
    return answer;
  }

  /// Everything that the runtime sends before it answers this has arrived when this returns:
  /// replaces waiting for what must not arrive.
  public void settle() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      long id = newId();
      send(RequestBytes.hello(id, "0.1.0"));
      answer(id, "an answer to a later hello");
    }
  }

  public Run run(Ability ability) {
    return run(ability, Map.of(), List.of());
  }

  /// Requests a command with one value, such as `seconds`.
  public Run run(Ability ability, String name, Object value) {
    return run(ability, Map.of(name, String.valueOf(value)), List.of());
  }

  /// A line of a shell.
  public Run shell(String line) {
    return run(Ability.SHELL, "line", line);
  }

  /// Has arguments printed.
  public Run echo(List<String> args) {
    return run(Ability.ECHO, Map.of(), args);
  }

  private Run run(Ability ability, Map<String, String> values, List<String> args) {
    ProfileCommand asked = trial.asked(ability);
    return run(asked.call(values, args));
  }

  /// Requests a command by its name and arguments, as a supervisor does.
  public Run run(List<String> command) {
    return run(command, newId());
  }

  /// The same, with an id of the check's own.
  public Run run(List<String> command, long id) {
    output.expectEventsOf(id);
    send(RequestBytes.run(id, command.getFirst(), argv(command)));
    return new Run(this, id, command);
  }

  /// Requests a command with further fields.
  public Run runWith(Ability ability, UnaryOperator<RequestBytes> more) {
    List<String> command = trial.asked(ability).call(Map.of(), List.of());
    long id = newId();
    output.expectEventsOf(id);
    RequestBytes body = RequestBytes.runBody(command.getFirst(), argv(command));
    send(RequestBytes.run(id, more.apply(body)));
    return new Run(this, id, command);
  }

  /// The arguments as they are on the wire: the last part of the name comes first.
  private static List<String> argv(List<String> command) {
    String name = command.getFirst();
    return Trial.join(
        List.of(name.substring(name.lastIndexOf('/') + 1)), command.subList(1, command.size()));
  }

  /// Requests a kill, and waits for the answer.
  public Reply kill(long pid, int signal) throws InterruptedException {
    long id = newId();
    send(RequestBytes.kill(id, pid, signal));
    return answer(id, "an answer to kill");
  }

  /// Requests the shutdown.
  ///
  /// @return the request's id
  public long requestShutdown() {
    long id = newId();
    send(RequestBytes.shutdown(id));
    return id;
  }

  /// Requests the shutdown, and waits for the answer, which must be one.
  public Reply shutdown() throws InterruptedException {
    Reply answer = answer(requestShutdown(), "an answer to shutdown");
    expect(answer.member() == Reply.SHUTDOWN, "shutdown to be answered with shutdown", answer);
    return answer;
  }

  /// Ends the session as a supervisor does, except that the runtime may end by itself. Everything
  /// that it ever sends has arrived when this returns.
  public void finish() throws InterruptedException {
    long id = requestShutdown();
    answer(id, "an answer to shutdown");
    closeInput();
    if (!awaitExit(Duration.ofSeconds(5))) {
      process
          .process()
          .destroyForcibly(); // that it should end by itself is another check's concern
    }
    awaitOutputEnd();
  }

  /// Ends the session as a supervisor does: kills the runtime when shutdown has been answered.
  public void killAtAnswer() throws InterruptedException {
    shutdown();
    process.process().destroyForcibly().waitFor();
  }

  public void closeInput() {
    output.note("the input ends");
    try {
      process.process().getOutputStream().close();
    } catch (IOException _) {
      // the runtime has ended
    }
  }

  /// Stops reading. Returns when nothing more is read; an answer to hello may have been read
  /// before, or waits in the pipe.
  public void pauseReading() throws InterruptedException {
    output.pause();
    send(RequestBytes.hello(newId(), "0.1.0")); // whose answer wakes the reader, if it is reading
    await("an answer to hello", () -> output.isParked() ? "" : null);
  }

  /// Waits until the runtime does nothing any more.
  public void awaitQuiet() throws InterruptedException {
    output.awaitSame(
        () -> process.process().info().totalCpuDuration().map(Duration::toMillis).orElse(0L));
  }

  /// Sends a request that may be larger than a pipe.
  ///
  /// @throws Violation if it is not read
  public void sendWithin(byte[] message) throws InterruptedException {
    Thread sender = new Thread(() -> send(message), "sender");
    sender.setDaemon(true);
    sender.start();
    sender.join(trial.patience());
    expect(!sender.isAlive(), "a request to be read", "it is not read");
  }

  /// Closes our end of the runtime's standard output.
  public void closeOutput() throws InterruptedException, IOException {
    pauseReading();
    process.process().getInputStream().close();
  }

  // Receiving

  List<Reply> eventsOf(Run run) {
    return output.eventsOf(run);
  }

  /// Events of commands that nobody has requested.
  public List<Reply> strays() {
    return output.strays();
  }

  /// Everything that has arrived, in this order.
  public List<Reply> replies() {
    return output.replies();
  }

  /// The answers to one request.
  public List<Reply> answers(long id) {
    return replies().stream().filter(reply -> !reply.isEvent() && reply.id() == id).toList();
  }

  public List<Reply> counters() {
    return replies().stream().filter(Reply::isCounter).toList();
  }

  /// Waits for the answer to a request.
  public Reply answer(long id, String expected) throws InterruptedException {
    return await(expected, () -> output.firstAnswer(id));
  }

  /// Waits until there is something.
  ///
  /// @throws Violation if it does not come in time, or cannot come any more
  public <T> T await(String expected, Supplier<@Nullable T> source) throws InterruptedException {
    return await(expected, trial.patience(), source);
  }

  /// The same, for another time.
  public <T> T await(String expected, Duration limit, Supplier<@Nullable T> source)
      throws InterruptedException {
    return output.await(expected, limit, source);
  }

  /// Waits until the runtime has closed its standard output.
  public void awaitOutputEnd() throws InterruptedException {
    awaitOutputEnd(trial.patience());
  }

  public void awaitOutputEnd(Duration limit) throws InterruptedException {
    output.awaitEnd(limit);
  }

  /// Waits until the runtime has exited.
  public boolean awaitExit(Duration limit) throws InterruptedException {
    return process.process().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Waits until the runtime has exited.
  ///
  /// @return its exit code
  /// @throws Violation if it does not exit
  public int exit(String when) throws InterruptedException {
    boolean exited = awaitExit(trial.patience());
    expect(exited, "the runtime to exit " + when, "it still runs");
    return process.process().exitValue();
  }

  public boolean isAlive() {
    return process.process().isAlive();
  }

  /// From the start of the process to the answer to hello.
  Optional<Duration> startTime() {
    return Optional.ofNullable(startTime);
  }

  /// The beginning of what the runtime has written on standard error.
  public String stderr() {
    return new String(stderr.bytes(), UTF_8);
  }

  List<String> account() {
    List<String> account = new ArrayList<>(List.of("$ " + String.join(" ", words)));
    account.addAll(output.account());
    if (!isAlive()) {
      account.add("  exit code " + process.process().exitValue());
    }
    return account;
  }
}
