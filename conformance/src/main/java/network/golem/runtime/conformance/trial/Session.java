package network.golem.runtime.conformance.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.wire.FrameScanner;
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
  private static final int SAME = 50;
  private static final int STDERR_KEPT = 64 * 1024;
  private static final byte[] NOTHING = {};

  private final Trial trial;
  private final List<String> words;
  private final RuntimeProcess process;
  private final long began = System.nanoTime();
  private final Object lock = new Object();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @GuardedBy("lock")
  private final List<Reply> replies = new ArrayList<>();

  @GuardedBy("lock")
  private final Exchange exchange = new Exchange(began);

  @GuardedBy("lock")
  private final CommandEvents commands = new CommandEvents();

  @GuardedBy("lock")
  private final FrameScanner scanner = new FrameScanner(this::arrived);

  @GuardedBy("lock")
  private boolean outputEnded;

  @GuardedBy("lock")
  private long outputEndedAt;

  @GuardedBy("lock")
  private boolean paused;

  @GuardedBy("lock")
  private boolean parked;

  @GuardedBy("lock")
  private @Nullable Duration startTime;

  private long nextId = FIRST_ID;

  Session(Trial trial, List<String> words, RuntimeProcess process) {
    this.trial = trial;
    this.words = words;
    this.process = process;
    daemon("replies", this::read);
    daemon("stderr", this::listen);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  public Trial trial() {
    return trial;
  }

  public RuntimeProcess process() {
    return process;
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
    synchronized (lock) {
      exchange.note("→", bytes, meaning);
    }
    try {
      OutputStream out = process.process().getOutputStream();
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      synchronized (lock) {
        exchange.note("→", NOTHING, "this could not be written: " + e.getMessage());
      }
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
    synchronized (lock) {
      if (startTime == null) {
        startTime = Duration.ofNanos(answer.nanos() - began);
      }
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
    expectEventsOf(id);
    send(RequestBytes.run(id, command.getFirst(), argv(command)));
    return new Run(this, id, command);
  }

  /// Requests a command with further fields.
  public Run runWith(Ability ability, UnaryOperator<RequestBytes> more) {
    List<String> command = trial.asked(ability).call(Map.of(), List.of());
    long id = newId();
    expectEventsOf(id);
    RequestBytes body = RequestBytes.runBody(command.getFirst(), argv(command));
    send(RequestBytes.run(id, more.apply(body)));
    return new Run(this, id, command);
  }

  /// A run request with this id is about to be sent by other means.
  private void expectEventsOf(long id) {
    synchronized (lock) {
      commands.expect(id);
    }
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

  public void closeInput() {
    synchronized (lock) {
      exchange.note("→", NOTHING, "the input ends");
    }
    try {
      process.process().getOutputStream().close();
    } catch (IOException _) {
      // the runtime has ended
    }
  }

  /// Stops reading. Returns when nothing more is read; an answer to hello may have been read
  /// before, or waits in the pipe.
  public void pauseReading() throws InterruptedException {
    synchronized (lock) {
      paused = true;
    }
    send(RequestBytes.hello(newId(), "0.1.0")); // whose answer wakes the reader, if it is reading
    await("an answer to hello", () -> isParked() ? "" : null);
  }

  public void resumeReading() {
    synchronized (lock) {
      paused = false;
      lock.notifyAll();
    }
  }

  /// Stops reading after what is being read now, while the runtime writes.
  public void pauseAsItIs() throws InterruptedException {
    synchronized (lock) {
      paused = true;
    }
    boolean _ = trial.eventually(() -> isParked() || hasOutputEnded());
  }

  /// Waits, while nothing is read, until the runtime has stopped writing: the pipe is full, or
  /// there is nothing more to write.
  public void awaitFullPipe() throws InterruptedException {
    InputStream in = process.process().getInputStream();
    awaitSame(() -> {
      try {
        int waiting = in.available();
        return waiting == 0 ? Long.MIN_VALUE : waiting;
      } catch (IOException _) {
        return 0L; // the runtime has ended
      }
    });
  }

  /// Waits until the runtime does nothing any more.
  public void awaitQuiet() throws InterruptedException {
    awaitSame(() -> process.process().info().totalCpuDuration().map(Duration::toMillis).orElse(0L));
  }

  /// Waits until a number has been the same for a while.
  private void awaitSame(LongSupplier number) throws InterruptedException {
    long[] last = {Long.MIN_VALUE, 0};
    boolean _ =
        trial.eventually(() -> {
          long now = number.getAsLong();
          last[1] = now == last[0] && now != Long.MIN_VALUE ? last[1] + 1 : 0;
          last[0] = now;
          return last[1] >= SAME;
        });
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

  private boolean isParked() {
    synchronized (lock) {
      return parked;
    }
  }

  // Receiving

  private void read() {
    InputStream in = process.process().getInputStream();
    byte[] buffer = new byte[64 * 1024];
    try {
      while (true) {
        awaitTurn();
        int count = in.read(buffer);
        if (count < 0) {
          break;
        }
        synchronized (lock) {
          scanner.feed(buffer, count, System.nanoTime());
          lock.notifyAll();
        }
      }
    } catch (IOException | InterruptedException _) {
      // closed by us, or the process has been killed: its end, too
    }
    synchronized (lock) {
      outputEnded = true;
      outputEndedAt = System.nanoTime();
      exchange.note("←", scanner.rest(), "the output ends");
      lock.notifyAll();
    }
  }

  private void awaitTurn() throws InterruptedException {
    synchronized (lock) {
      while (paused) {
        parked = true;
        lock.notifyAll();
        lock.wait();
      }
      parked = false;
    }
  }

  private void listen() {
    byte[] buffer = new byte[8192];
    try (InputStream in = process.process().getErrorStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (said.size() < STDERR_KEPT) {
          said.write(buffer, 0, count);
        }
      }
    } catch (IOException _) {
      // the process has been killed
    }
  }

  /// Called by the scanner.
  private void arrived(Reply reply) {
    synchronized (lock) {
      replies.add(reply);
      exchange.arrived(reply);
      commands.arrived(reply);
    }
  }

  List<Reply> eventsOf(Run run) {
    synchronized (lock) {
      return commands.of(run.id());
    }
  }

  /// Events of commands that nobody has requested.
  public List<Reply> strays() {
    synchronized (lock) {
      return commands.strays();
    }
  }

  /// Everything that has arrived, in this order.
  public List<Reply> replies() {
    synchronized (lock) {
      return List.copyOf(replies);
    }
  }

  /// The answers to one request.
  public List<Reply> answers(long id) {
    return replies().stream().filter(reply -> !reply.isEvent() && reply.id() == id).toList();
  }

  public List<Reply> counters() {
    return replies().stream().filter(Reply::isCounter).toList();
  }

  /// Why standard output is not a sequence of frames; empty as long as it is.
  public Optional<String> broken() {
    synchronized (lock) {
      return scanner.broken();
    }
  }

  /// The bytes of a frame that has not been completed.
  public byte[] rest() {
    synchronized (lock) {
      return scanner.rest();
    }
  }

  public Reply answer(long id, String expected) throws InterruptedException {
    return await(
        expected,
        () -> {
          synchronized (lock) {
            for (Reply reply : replies) {
              if (!reply.isEvent() && reply.id() == id) {
                return reply;
              }
            }
            return null;
          }
        });
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
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (true) {
        T found = source.get();
        if (found != null) {
          return found;
        }
        if (scanner.broken().isPresent()) {
          throw new Violation(expected, "standard output is not frames: " + scanner.broken().get());
        }
        if (outputEnded) {
          throw new Violation(expected, "the end of standard output; " + end());
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new Violation(expected, "nothing of the kind within " + limit.toSeconds() + " s");
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
    }
  }

  /// Waits until the runtime has closed its standard output.
  public void awaitOutputEnd() throws InterruptedException {
    awaitOutputEnd(trial.patience());
  }

  public void awaitOutputEnd(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!outputEnded && deadline - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(lock, deadline - System.nanoTime());
      }
    }
  }

  private boolean hasOutputEnded() {
    synchronized (lock) {
      return outputEnded;
    }
  }

  /// Whether standard output has ended so soon after a reply.
  public boolean outputEndedWithin(Reply reply, Duration time) {
    synchronized (lock) {
      return outputEnded && outputEndedAt - reply.nanos() < time.toNanos();
    }
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

  private String end() {
    try {
      return awaitExit(Duration.ofSeconds(1))
          ? "the runtime has exited with " + process.process().exitValue()
          : "the runtime still runs";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "the runtime may still run";
    }
  }

  /// From the start of the process to the answer to hello.
  Optional<Duration> startTime() {
    synchronized (lock) {
      return Optional.ofNullable(startTime);
    }
  }

  /// The beginning of what the runtime has written on standard error.
  public String stderr() {
    return said.toString(UTF_8);
  }

  List<String> account() {
    List<String> account = new ArrayList<>(List.of("$ " + String.join(" ", words)));
    synchronized (lock) {
      account.addAll(exchange.shown());
      scanner.broken().ifPresent(reason -> account.add("← not frames: " + reason));
    }
    if (!isAlive()) {
      account.add("  exit code " + process.process().exitValue());
    }
    return account;
  }
}
