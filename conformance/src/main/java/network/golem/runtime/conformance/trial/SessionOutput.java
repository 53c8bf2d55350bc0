package network.golem.runtime.conformance.trial;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import network.golem.runtime.conformance.wire.FrameScanner;
import network.golem.runtime.conformance.wire.Reply;
import org.jspecify.annotations.Nullable;

/// The standard output of a runtime in a session: everything that arrives there, whether it is
/// read, and waiting for what must arrive. A thread of its own reads; a check calls it from one
/// thread.
public final class SessionOutput {
  private static final int SAME = 50;
  private static final byte[] NOTHING = {};

  private final Trial trial;
  private final Process process;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final List<Reply> replies = new ArrayList<>();

  @GuardedBy("lock")
  private final Exchange exchange;

  @GuardedBy("lock")
  private final CommandEvents commands = new CommandEvents();

  @GuardedBy("lock")
  private final FrameScanner scanner = new FrameScanner(this::arrived);

  @GuardedBy("lock")
  private boolean ended;

  @GuardedBy("lock")
  private long endedAt;

  @GuardedBy("lock")
  private boolean paused;

  @GuardedBy("lock")
  private boolean parked;

  /// @param began when the process was started, as `System.nanoTime` counts
  SessionOutput(Trial trial, Process process, long began) {
    this.trial = trial;
    this.process = process;
    this.exchange = new Exchange(began);
  }

  /// Something has been done, or sent.
  void note(byte[] bytes, String meaning) {
    synchronized (lock) {
      exchange.note("→", bytes, meaning);
    }
  }

  void note(String meaning) {
    note(NOTHING, meaning);
  }

  /// A run request with this id is about to be sent.
  void expectEventsOf(long id) {
    synchronized (lock) {
      commands.expect(id);
    }
  }

  // Reading

  /// Reads to the end, on a thread of its own.
  void startReading() {
    Thread.ofPlatform().daemon().name("replies").start(this::read);
  }

  private void read() {
    InputStream in = process.getInputStream();
    byte[] buffer = new byte[64 * 1024];
    long end;
    try {
      while (true) {
        awaitTurn();
        long before = Lateness.total();
        int count = in.read(buffer);
        long arrived = System.nanoTime() - (Lateness.total() - before);
        if (count < 0) {
          end = arrived;
          break;
        }
        synchronized (lock) {
          scanner.feed(buffer, count, arrived);
          lock.notifyAll();
        }
      }
    } catch (IOException | InterruptedException _) {
      end = System.nanoTime(); // closed by us, or the process has been killed: its end, too
    }
    synchronized (lock) {
      ended = true;
      endedAt = end;
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

  /// Called by the scanner.
  private void arrived(Reply reply) {
    synchronized (lock) {
      replies.add(reply);
      exchange.arrived(reply);
      commands.arrived(reply);
    }
  }

  /// Reads no more. What is being read now is still taken.
  void pause() {
    synchronized (lock) {
      paused = true;
    }
  }

  /// Reads again.
  public void resume() {
    synchronized (lock) {
      paused = false;
      lock.notifyAll();
    }
  }

  /// Stops reading after what is being read now, while the runtime writes.
  public void pauseAsItIs() throws InterruptedException {
    pause();
    boolean _ = trial.eventually(() -> isParked() || hasEnded());
  }

  boolean isParked() {
    synchronized (lock) {
      return parked;
    }
  }

  /// Waits, while nothing is read, until the runtime has stopped writing: the pipe is full, or
  /// there is nothing more to write.
  public void awaitFullPipe() throws InterruptedException {
    InputStream in = process.getInputStream();
    awaitSame(() -> {
      try {
        int waiting = in.available();
        return waiting == 0 ? Long.MIN_VALUE : waiting;
      } catch (IOException _) {
        return 0L; // the runtime has ended
      }
    });
  }

  /// Reads at most so many bytes, while the reader is paused: a writer that waits for room gets
  /// little of it, and another one may be next.
  public void readSome(int most) throws IOException {
    InputStream in = process.getInputStream();
    byte[] buffer = new byte[Math.min(most, in.available())];
    int count = in.read(buffer);
    synchronized (lock) {
      scanner.feed(buffer, Math.max(0, count), System.nanoTime());
    }
  }

  /// Waits until a number has been the same for a while.
  void awaitSame(LongSupplier number) throws InterruptedException {
    long[] last = {Long.MIN_VALUE, 0};
    boolean _ =
        trial.eventually(() -> {
          long now = number.getAsLong();
          last[1] = now == last[0] && now != Long.MIN_VALUE ? last[1] + 1 : 0;
          last[0] = now;
          return last[1] >= SAME;
        });
  }

  // What has arrived

  List<Reply> eventsOf(Run run) {
    synchronized (lock) {
      return commands.of(run.id());
    }
  }

  /// Events of commands that nobody has requested.
  List<Reply> strays() {
    synchronized (lock) {
      return commands.strays();
    }
  }

  /// Everything that has arrived, in this order.
  List<Reply> replies() {
    synchronized (lock) {
      return List.copyOf(replies);
    }
  }

  @Nullable Reply firstAnswer(long id) {
    synchronized (lock) {
      for (Reply reply : replies) {
        if (!reply.isEvent() && reply.id() == id) {
          return reply;
        }
      }
      return null;
    }
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

  /// Waits until there is something.
  ///
  /// @throws Violation if it does not come in time, or cannot come any more
  <T> T await(String expected, Supplier<@Nullable T> source) throws InterruptedException {
    return await(expected, trial.patience(), source);
  }

  /// The same, for another time.
  <T> T await(String expected, Duration limit, Supplier<@Nullable T> source)
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
        if (ended) {
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

  /// Waits until the runtime has closed it.
  void awaitEnd(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!ended && deadline - System.nanoTime() > 0) {
        TimeUnit.NANOSECONDS.timedWait(lock, deadline - System.nanoTime());
      }
    }
  }

  private boolean hasEnded() {
    synchronized (lock) {
      return ended;
    }
  }

  /// Whether it has ended so soon after a reply.
  public boolean endedWithin(Reply reply, Duration time) {
    synchronized (lock) {
      return ended && endedAt - reply.nanos() < time.toNanos();
    }
  }

  private String end() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS)
          ? "the runtime has exited with " + process.exitValue()
          : "the runtime still runs";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "the runtime may still run";
    }
  }

  /// Everything that has crossed, for people.
  List<String> account() {
    synchronized (lock) {
      List<String> account = new ArrayList<>(exchange.shown());
      scanner.broken().ifPresent(reason -> account.add("← not frames: " + reason));
      return account;
    }
  }
}
