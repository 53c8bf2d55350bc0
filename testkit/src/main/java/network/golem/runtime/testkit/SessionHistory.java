package network.golem.runtime.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// Records everything that happens in a session, and waits for events.
final class SessionHistory {
  private final long begin = System.nanoTime();
  private final Duration patience;
  private final LongFunction<String> whereabouts;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<SessionEvent> events = new ArrayList<>();
  private final ProtocolRules rules = new ProtocolRules();
  private final Ledger ledger;
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Supplier<Optional<String>> strayText = Optional::empty;
  private @Nullable String fault;
  private @Nullable Integer exitCode;
  private long exitTime;

  /// @param patience how long to wait for anything
  /// @param whereabouts what the runtime is doing now, in words, for the command with a pid
  SessionHistory(Duration patience, LongFunction<String> whereabouts, DeclaredCounters declared) {
    this.patience = patience;
    this.whereabouts = whereabouts;
    this.ledger = new Ledger(declared);
  }

  /// Sets what says whether the runtime has written text where only messages may be.
  void strayText(Supplier<Optional<String>> text) {
    note(() -> strayText = text);
  }

  // Recording

  /// A request is about to be sent.
  void sending(Request request) {
    note(() -> {
      events.add(new SessionEvent.Sent(now(), request));
      rules.sent(request);
      ledger.sent(request, now());
    });
  }

  void received(RuntimeMessage message) {
    note(() -> {
      events.add(new SessionEvent.Received(now(), message));
      rules.received(message).ifPresent(rule -> fault("The runtime broke the protocol: " + rule));
      ledger.received(message, now());
    });
  }

  void logged(byte[] bytes, int length) {
    note(() -> {
      log.write(bytes, 0, length);
      events.add(
          new SessionEvent.Logged(now(), new String(bytes, 0, length, StandardCharsets.UTF_8)));
    });
  }

  void inputClosed() {
    note(() -> events.add(new SessionEvent.InputClosed(now())));
  }

  /// Records a failure that no later message can repair.
  void failed(String sentence) {
    note(() -> fault(sentence));
  }

  /// @param at when it ended; everything that it left in its pipes has been recorded since
  void ended(int code, Duration at) {
    note(() -> {
      events.add(new SessionEvent.Ended(at, code));
      exitCode = code;
      exitTime = begin + at.toNanos();
    });
  }

  private void note(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void fault(String sentence) {
    if (fault == null) {
      fault = sentence;
    }
  }

  /// The time since the session began.
  Duration now() {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  // Waiting

  /// The command that this request starts.
  CommandHistory awaitCommand(long requestId) {
    return await("a command to be sent", () -> ledger.command(requestId));
  }

  /// The history of `start`.
  CommandHistory start() {
    return ledger.start();
  }

  /// How long to wait for anything.
  Duration patience() {
    return patience;
  }

  double counter(String name) {
    return read(() -> ledger.counter(name));
  }

  String log() {
    return read(() -> log.toString(StandardCharsets.UTF_8));
  }

  List<SessionEvent> events() {
    return read(() -> List.copyOf(events));
  }

  /// The exit code; `null` while the runtime is alive.
  @Nullable Integer exitCode() {
    lock.lock();
    try {
      return exitCode;
    } finally {
      lock.unlock();
    }
  }

  /// @throws SessionFailure if a rule was broken
  void check() {
    lock.lock();
    try {
      if (fault != null) {
        throw failure(fault);
      }
    } finally {
      lock.unlock();
    }
  }

  /// The answer to a request.
  Response awaitAnswer(long requestId, String to) {
    return await("the answer to " + to, () -> ledger.answer(requestId));
  }

  /// The answer to a kill.
  Answer awaitKilled(long requestId, long pid, int signal) {
    String kill = "kill of pid " + pid + " with signal " + signal;
    return awaitAnswer(requestId, kill) instanceof Response.Error error
        ? Ledger.refusal(error)
        : new Answer.Accepted(pid);
  }

  /// Waits for the runtime's end.
  ///
  /// @param since the time from which it is measured
  ExitStatus awaitEnd(long since) {
    return await(
        "the runtime's end",
        () ->
            exitCode == null
                ? null
                : new ExitStatus(exitCode, Duration.ofNanos(Math.max(0, exitTime - since))));
  }

  /// Waits until `condition` returns something.
  ///
  /// @param what is awaited, in words
  /// @throws SessionFailure if it takes too long or can no longer happen, or a rule is broken
  <T> T await(String what, Supplier<@Nullable T> condition) {
    return await(() -> 0, what, condition, () -> null);
  }

  /// Waits like [#await(String, Supplier)] for something that a command does.
  <T> T await(CommandHistory command, String what, Supplier<@Nullable T> condition) {
    return await(command, what, condition, () -> null);
  }

  /// Waits like [#await(String, Supplier)], but gives up at once if `obstacle` returns why the
  /// event can no longer happen.
  <T> T await(
      CommandHistory command,
      String what,
      Supplier<@Nullable T> condition,
      Supplier<@Nullable String> obstacle) {
    return await(() -> command.pid(), what, condition, obstacle);
  }

  private <T> T await(
      LongSupplier pid,
      String what,
      Supplier<@Nullable T> condition,
      Supplier<@Nullable String> obstacle) {
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      while (true) {
        if (fault != null) {
          throw failure(fault);
        }
        T found = condition.get();
        if (found != null) {
          return found;
        }
        String why = obstacle.get();
        if (why != null) {
          throw failure("Waited for " + what + ", but " + why);
        }
        if (exitCode != null) {
          throw failure(
              "Waited for " + what + ", but the runtime ended with exit code " + exitCode);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw failure(
              "Waited "
                  + patience.toSeconds()
                  + " s for "
                  + what
                  + strayText.get().map(text -> "; " + text).orElse("")
                  + "; "
                  + whereabouts.apply(pid.getAsLong()));
        }
        var _ = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("Interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }

  /// Creates a failure that shows everything that happened.
  SessionFailure failure(String sentence) {
    return new SessionFailure(sentence, Transcript.of(events()));
  }

  SessionFailure failure(String sentence, Throwable cause) {
    SessionFailure failure = failure(sentence);
    failure.initCause(cause);
    return failure;
  }

  private <T> T read(Supplier<T> value) {
    lock.lock();
    try {
      return value.get();
    } finally {
      lock.unlock();
    }
  }
}
