package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.messages.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Which thread executes which command.
@Timeout(60)
class CommandThreadsTest {
  private static final int MOST = 20;

  private final CommandThreads threads =
      new CommandThreads(
          command -> {
            throw new AssertionError("no thread for command " + command.pid());
          },
          failure -> {
            throw new AssertionError(failure);
          },
          MOST,
          Thread.ofPlatform().daemon().factory());

  @Test
  void commandsThatStayGetAThreadEach() throws InterruptedException {
    int all = MOST;
    CountDownLatch met = new CountDownLatch(all);
    Set<Thread> used = ConcurrentHashMap.newKeySet();
    GolemRuntime meeting =
        (_, _) -> {
          used.add(Thread.currentThread());
          met.countDown();
          met.await();
          return 0;
        };
    try (TestSession session = new TestSession(meeting)) {
      for (int i = 1; i <= all; i++) {
        threads.add(session.command(i));
      }
      met.await();
      assertThat(used).hasSize(all);
    }
  }

  @Test
  void oneMoreThanThereMayBeWaits() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(MOST);
    CountDownLatch all = new CountDownLatch(MOST + 1);
    GolemRuntime staying =
        (_, _) -> {
          begun.countDown();
          over.await();
          all.countDown();
          return 0;
        };
    try (TestSession session = new TestSession(staying)) {
      for (int i = 1; i <= MOST; i++) {
        threads.add(session.command(i));
      }
      begun.await();
      RunningCommand cancelled = session.command(MOST + 1);
      threads.add(cancelled);
      assertThat(threads.cancelQueued(cancelled)).isTrue();
      RunningCommand waiting = session.command(MOST + 2);
      threads.add(waiting);
      over.countDown();
      all.await();
      assertThat(threads.cancelQueued(waiting)).as("it has been executed").isFalse();
    }
  }

  @Test
  void aThreadGoesOnToTheNextCommand() throws InterruptedException {
    LinkedBlockingQueue<Thread> used = new LinkedBlockingQueue<>();
    GolemRuntime telling =
        (_, _) -> {
          used.add(Thread.currentThread());
          return 0;
        };
    try (TestSession session = new TestSession(telling)) {
      threads.add(session.command(1));
      Thread first = used.take();
      while (first.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      threads.add(session.command(2));
      assertThat(used.take()).isSameAs(first);
    }
  }

  /// Somebody keeps the thread that executed a command, and interrupts it whenever.
  @Test
  void anInterruptThatComesTooLateDoesNotReachTheNextCommand() throws InterruptedException {
    List<Boolean> interrupted = new ArrayList<>();
    try (TestSession session =
        new TestSession((_, _) -> {
          interrupted.add(Thread.currentThread().isInterrupted());
          return 0;
        })) {
      Thread thread =
          Thread.ofPlatform()
              .start(() -> {
                session.command(1).execute();
                Thread.currentThread().interrupt();
                session.command(2).execute();
              });
      thread.join();
      assertThat(interrupted).containsExactly(false, false);
    }
  }

  /// More die than there may be.
  @Test
  void aThreadThatDiesIsReplaced() throws InterruptedException {
    Log broken =
        new Log(
            OutputStream.nullOutputStream(),
            "tested",
            Map.of(),
            (level, name, text, trace) -> {
              Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
              throw new IllegalStateException("nothing can be logged");
            });
    int deaths = 2 * MOST;
    CountDownLatch died = new CountDownLatch(deaths);
    CountDownLatch worked = new CountDownLatch(1);
    GolemRuntime failing =
        (command, _) -> {
          if (command.id() > deaths) {
            worked.countDown();
            return 0;
          }
          died.countDown();
          throw new RuntimeFailure(RuntimeFailure.Code.INTERNAL, "there is no engine");
        };
    try (TestSession session = new TestSession(failing, broken)) {
      for (int i = 1; i <= deaths; i++) {
        threads.add(session.command(i));
      }
      died.await();
      threads.add(session.command(deaths + 1));
      worked.await();
    }
  }

  /// The first command is already taken out of the queue when the thread for the second one cannot
  /// be started, and there is no memory to refuse the second and the third one either.
  @Test
  void aThreadThatCannotStartAnotherOneExecutesItsOwnCommand() throws InterruptedException {
    OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
    OutOfMemoryError noMemory = new OutOfMemoryError("Java heap space");
    LinkedBlockingQueue<Long> executed = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Long> refused = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
    CountDownLatch allAdded = new CountDownLatch(1);
    AtomicBoolean starts = new AtomicBoolean(true);
    ThreadFactory starter =
        work -> {
          if (!starts.getAndSet(false)) {
            throw noThread;
          }
          return Thread.ofPlatform()
              .daemon()
              .unstarted(() -> {
                await(allAdded);
                work.run();
              });
        };
    CommandThreads few =
        new CommandThreads(
            command -> {
              refused.add(command.pid());
              throw noMemory;
            },
            failures::add,
            MOST,
            starter);
    GolemRuntime telling =
        (command, _) -> {
          executed.add(command.id());
          return 0;
        };
    try (TestSession session = new TestSession(telling)) {
      for (int i = 1; i <= 3; i++) {
        few.add(session.command(i));
      }
      allAdded.countDown();
      assertThat(executed.take()).isEqualTo(1);
      assertThat(refused).containsExactly(2L, 3L);
      assertThat(failures).containsExactly(noMemory, noMemory);
    }
  }

  @Test
  void afterAnyFailureToStartAThreadTheNextCommandTriesAgain() throws InterruptedException {
    LinkedBlockingQueue<Long> executed = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<Long> refused = new LinkedBlockingQueue<>();
    AtomicBoolean fails = new AtomicBoolean(true);
    ThreadFactory starter =
        work -> {
          if (fails.getAndSet(false)) {
            throw new InternalError("thrown by the starter");
          }
          return Thread.ofPlatform().daemon().unstarted(work);
        };
    CommandThreads trying =
        new CommandThreads(
            command -> refused.add(command.pid()),
            failure -> {
              throw new AssertionError(failure);
            },
            MOST,
            starter);
    GolemRuntime telling =
        (command, _) -> {
          executed.add(command.id());
          return 0;
        };
    try (TestSession session = new TestSession(telling)) {
      trying.add(session.command(1));
      assertThat(refused).containsExactly(1L);
      trying.add(session.command(2));
      assertThat(executed.take()).isEqualTo(2);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
