package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import network.golem.runtime.sdk.command.CommandTask;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.posix.Signal;
import org.jspecify.annotations.Nullable;

/// The author's `start`, on a thread of its own, so that requests are handled in the meantime. The
/// thread is kept to call `stop` at the end, when the system may have no other thread available.
final class StartPhase {
  private static final long LATER_MILLIS = 50;

  private final Commands.Shared shared;
  private final CommandTask task;
  private final StartSink output;
  private final CountDownLatch begun = new CountDownLatch(1);

  /// Counted down when the thread has nothing left to do for `start`: requests are let through, and
  /// a failure has been logged.
  private final CountDownLatch threadIsFree = new CountDownLatch(1);

  /// The task that the thread executes afterwards, once.
  private final ArrayBlockingQueue<Runnable> last = new ArrayBlockingQueue<>(1);

  /// Accessed only by the thread that begins it.
  private @Nullable Thread thread;

  @GuardedBy("this")
  private State state = State.RUNNING;

  /// What the author has asked for while it was running, to be done once it has returned.
  @GuardedBy("this")
  private @Nullable Quiesce wish;

  /// The state of `start`.
  enum State {
    /// It is running, or about to run.
    RUNNING,
    /// It is running and is being ended: an exception from now on is not a failure.
    ENDING,
    /// It has returned, or has been ended.
    RETURNED,
    /// It has failed, so the runtime has failed.
    FAILED;

    /// @throws IllegalStateException if the transition is not allowed
    State to(State next) {
      boolean follows =
          switch (this) {
            case RUNNING -> next != RUNNING;
            case ENDING -> next == RETURNED || next == FAILED;
            case RETURNED, FAILED -> false;
          };
      if (!follows) {
        throw new IllegalStateException("start does not become " + next + " after " + this);
      }
      return next;
    }
  }

  StartPhase(Commands.Shared shared, List<String> words) {
    this.shared = shared;
    this.output = new StartSink(shared.writer(), shared.log());
    this.task = new CommandTask(0, "start", words, output, shared.clock(), shared.programs());
  }

  /// Calls `start`, and lets requests through once it has returned.
  ///
  /// @param prepare runs when hello has been answered; must not throw
  /// @param prepareLater asked again and again some time after that, when the answer should have
  ///   been sent, until it returns true: nothing is left to be prepared; must not throw
  /// @param giveUp receives an exception of the SDK itself
  void begin(
      Requests requests,
      Runnable prepare,
      BooleanSupplier prepareLater,
      Consumer<Throwable> giveUp) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("start-stop")
            .start(() -> {
              try {
                run(requests);
                threadIsFree.countDown();
                prepare.run();
              } catch (Throwable e) { // without this, hello would never be answered
                giveUp.accept(e);
              }
              awaitLast(prepareLater);
            });
  }

  private void awaitLast(BooleanSupplier prepareLater) {
    boolean prepared = false;
    Runnable call = null;
    while (call == null) {
      try {
        call = prepared ? last.take() : last.poll(LATER_MILLIS, TimeUnit.MILLISECONDS);
        prepared = prepared || (call == null && prepareLater.getAsBoolean());
      } catch (InterruptedException e) {
        // was meant for `start`, which has returned meanwhile
      }
    }
    call.run();
  }

  /// Runs a task on the thread of `start`. The task must not throw.
  ///
  /// @return the thread; empty if `start` is still using it
  Optional<Thread> callAfterwards(Runnable call) {
    return threadIsFree.getCount() == 0 && last.offer(call)
        ? Optional.ofNullable(thread)
        : Optional.empty();
  }

  /// Releases the thread.
  void dismiss() {
    boolean _ = last.offer(() -> {});
  }

  private void run(Requests requests) {
    Outcome outcome =
        task.execute(
            (start, activity) -> {
              begun.countDown();
              shared.runtime().start(start, activity);
              return 0;
            },
            shared.activity());
    output.close();
    Quiesce wished = settle(outcome);
    if (wished != null && wished.isFailure()) {
      boolean _ = requests.transition(LifeCycle.Phase.FAILED, wished.reason());
      return;
    }
    if (outcome instanceof Outcome.Threw(Throwable failure)) {
      boolean _ = requests.transition(LifeCycle.Phase.FAILED, Failures.text(failure));
      shared.log().failure("start failed", failure); // after the answer: the log may block
    } else if (outcome instanceof Outcome.Returned(int code) && code != 0) {
      // ended because all ends, so it has not failed
      boolean _ =
          requests.transition(LifeCycle.Phase.FAILED, "start was ended by signal " + (code - 128));
    } else {
      boolean _ =
          wished == null
              ? requests.transition(LifeCycle.Phase.SERVING, "")
              : requests.transition(wished.phase(), wished.reason());
    }
  }

  /// A `start` that fails while it is being ended does not count as failed, unless the author has
  /// declared a failure.
  ///
  /// @return what the author has asked for in the meantime
  private synchronized @Nullable Quiesce settle(Outcome outcome) {
    Quiesce wished = wish;
    boolean failed = outcome instanceof Outcome.Threw && state != State.ENDING;
    state =
        state.to(failed || (wished != null && wished.isFailure()) ? State.FAILED : State.RETURNED);
    return wished;
  }

  /// Makes the runtime accept no commands once it has returned. The first failure counts.
  synchronized void quiesceAfterwards(Quiesce wished) {
    Quiesce known = wish;
    if (known == null || !known.isFailure()) {
      wish = wished;
    }
  }

  /// Waits until `start` is being executed: it must run even if the input is at its end from the
  /// beginning.
  void awaitBegin() throws InterruptedException {
    begun.await();
  }

  synchronized boolean hasFailed() {
    return state == State.FAILED;
  }

  /// Sends all further output to the log, because hello is about to be answered.
  void closeOutput() {
    output.close();
  }

  /// Whether the current thread executes it.
  boolean isOnThisThread() {
    return task.isOnThisThread();
  }

  /// Whether it is still running and has executed programs.
  boolean executesPrograms() {
    return threadIsFree.getCount() > 0 && task.programs().isPresent();
  }

  /// Ends it if it is still running, together with the programs that it has left running.
  ///
  /// @param graceNanos how long it has to end by itself; its programs get a part of that
  void signalEnd(long graceNanos) {
    beginEnding();
    task.beginEnd(Signal.TERM, graceNanos);
  }

  private synchronized void beginEnding() {
    if (state == State.RUNNING) {
      state = state.to(State.ENDING);
    }
  }

  /// Waits until it has ended, but at most this long.
  void awaitEnd(Duration atMost) throws InterruptedException {
    boolean _ = threadIsFree.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
