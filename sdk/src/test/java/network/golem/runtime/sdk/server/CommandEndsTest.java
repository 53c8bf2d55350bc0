package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.posix.Signal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The end of a command while several things happen to it at the same time: the author's code
/// returns or throws, a signal arrives, its grace period ends, its answer is due, and something is
/// printed. Whatever comes first, its run is answered once, an accepted one has exactly one end,
/// and nothing follows that end.
///
/// Each scenario has one thread for each thing that happens, and repeats it with a thousand
/// commands, one after another: the threads meet before each command, and continue after short
/// random delays. `-Dgolem.test.command.ends=1000000` sets the number of commands.
@Timeout(120)
class CommandEndsTest {
  private static final int TRIES = Integer.getInteger("golem.test.command.ends", 1000);
  private static final long GRACE = TimeUnit.HOURS.toNanos(1);
  private static final int MOST_MOMENTS = 300;

  private static final GolemRuntime RETURNING = (_, _) -> 0;

  private static final GolemRuntime PRINTING =
      (command, _) -> {
        command.stdout().println("a line");
        return 0;
      };

  private static final GolemRuntime FAILING =
      (_, _) -> {
        throw new RuntimeFailure(RuntimeFailure.Code.INTERNAL, "there is no engine");
      };

  private static final GolemRuntime PRINTING_AND_FAILING =
      (command, _) -> {
        command.stdout().print("half a line");
        throw new RuntimeFailure(RuntimeFailure.Code.INTERNAL, "the engine is gone");
      };

  // What happens

  private static void executed(RunningCommand command) {
    command.execute();
  }

  private static void killed(RunningCommand command) {
    command.beginEnd(Signal.TERM, GRACE);
  }

  private static void forced(RunningCommand command) {
    command.forceEnd();
  }

  private static void answeredInTime(RunningCommand command) {
    command.acceptNow();
  }

  private static void withoutAThread(RunningCommand command) {
    command.endUnexecuted(
        new Response.Error(
            command.requestId(), ErrorCode.INTERNAL, "no thread available", Map.of()));
  }

  /// Prints on a thread that the author's code has started, or that reads a program's output.
  private static void printedTo(RunningCommand command) {
    try {
      command.task().stdout().println("a line of another thread");
    } catch (CancellationException e) {
      // it came too late
    }
  }

  @SafeVarargs
  private static void race(GolemRuntime runtime, Consumer<RunningCommand>... events)
      throws InterruptedException {
    try (TestSession session = new TestSession(runtime)) {
      session.stopClock();
      List<RunningCommand> commands =
          LongStream.rangeClosed(1, TRIES).mapToObj(session::command).toList();
      AtomicInteger arrived = new AtomicInteger();
      Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
      List<Thread> threads = new ArrayList<>();
      for (Consumer<RunningCommand> event : events) {
        threads.add(
            Thread.ofPlatform()
                .daemon()
                .start(() -> {
                  Random random = new Random();
                  for (int i = 0; i < TRIES; i++) {
                    meet(arrived, (i + 1) * events.length);
                    pause(random.nextInt(MOST_MOMENTS));
                    try {
                      event.accept(commands.get(i));
                    } catch (Throwable e) { // the other threads wait for this one
                      failures.add(e);
                    }
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(failures).isEmpty();
      checkAll(session.finish());
    }
  }

  /// Spins, because waking up would take longer than the things that should happen at the same
  /// time.
  @SuppressWarnings("ThreadPriorityCheck") // the one that is awaited may need this processor
  private static void meet(AtomicInteger arrived, int all) {
    int _ = arrived.incrementAndGet();
    for (int spins = 0; arrived.get() < all; spins++) {
      if (spins > MOST_MOMENTS) {
        Thread.yield();
      }
    }
  }

  private static void pause(int moments) {
    for (int i = 0; i < moments; i++) {
      Thread.onSpinWait();
    }
  }

  private static void checkAll(List<RuntimeMessage> frames) {
    Map<Long, List<RuntimeMessage>> perCommand = new HashMap<>();
    for (RuntimeMessage frame : frames) {
      perCommand.computeIfAbsent(number(frame), _ -> new ArrayList<>()).add(frame);
    }
    assertThat(perCommand).hasSize(TRIES);
    perCommand.forEach(CommandEndsTest::check);
  }

  private static long number(RuntimeMessage frame) {
    return switch (frame) {
      case Response.RunProcess accepted -> accepted.pid();
      case Response.Error refused -> refused.id();
      case Event.ProcessStatus status -> status.pid();
      default -> throw new AssertionError("nobody asked for " + frame);
    };
  }

  /// The messages about one command that a supervisor may receive.
  private static void check(long pid, List<RuntimeMessage> frames) {
    if (frames.size() == 1) {
      assertThat(frames.getFirst()).isInstanceOf(Response.Error.class);
      return;
    }
    assertThat(frames)
        .as("an answer, a start and an end")
        .hasSizeGreaterThanOrEqualTo(3)
        .startsWith(new Response.RunProcess(pid, pid), Event.ProcessStatus.started(pid));
    assertThat(frames.subList(2, frames.size() - 1))
        .as("output between start and end, in " + frames)
        .allMatch(frame -> frame instanceof Event.ProcessStatus status && status.running());
    assertThat(frames.getLast())
        .as("the end, in " + frames)
        .matches(frame -> frame instanceof Event.ProcessStatus status && !status.running());
  }

  @Test
  void authorReturnsAsTheGracePeriodEnds() throws InterruptedException {
    race(RETURNING, CommandEndsTest::executed, CommandEndsTest::forced);
  }

  @Test
  void authorPrintsAsASignalArrives() throws InterruptedException {
    race(PRINTING, CommandEndsTest::executed, CommandEndsTest::killed);
  }

  @Test
  void authorPrintsAsTheGracePeriodEnds() throws InterruptedException {
    race(PRINTING, CommandEndsTest::executed, CommandEndsTest::forced);
  }

  @Test
  void authorPrintsAsASignalArrivesAndTheGracePeriodEnds() throws InterruptedException {
    race(PRINTING, CommandEndsTest::executed, CommandEndsTest::killed, CommandEndsTest::forced);
  }

  @Test
  void authorReturnsAsAnotherThreadPrints() throws InterruptedException {
    race(RETURNING, CommandEndsTest::executed, CommandEndsTest::printedTo);
  }

  @Test
  void gracePeriodEndsAsAnotherThreadPrints() throws InterruptedException {
    race(PRINTING, CommandEndsTest::forced, CommandEndsTest::printedTo);
  }

  @Test
  void authorThrowsAsTheAnswerIsDue() throws InterruptedException {
    race(FAILING, CommandEndsTest::executed, CommandEndsTest::answeredInTime);
  }

  @Test
  void authorThrowsAsTheAnswerIsDueAndTheGracePeriodEnds() throws InterruptedException {
    race(
        FAILING,
        CommandEndsTest::executed,
        CommandEndsTest::answeredInTime,
        CommandEndsTest::forced);
  }

  @Test
  void authorThrowsAsAnotherThreadPrints() throws InterruptedException {
    race(FAILING, CommandEndsTest::executed, CommandEndsTest::printedTo);
  }

  @Test
  void authorPrintsAndThrowsAsTheGracePeriodEnds() throws InterruptedException {
    race(PRINTING_AND_FAILING, CommandEndsTest::executed, CommandEndsTest::forced);
  }

  @Test
  void noThreadIsAvailableAsTheAnswerIsDueAndASignalArrives() throws InterruptedException {
    race(
        RETURNING,
        CommandEndsTest::withoutAThread,
        CommandEndsTest::answeredInTime,
        CommandEndsTest::killed);
  }
}
