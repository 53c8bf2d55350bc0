package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import network.golem.runtime.sdk.command.CommandTask;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.posix.Signal;
import org.jspecify.annotations.Nullable;

/// The author's `start`, on a thread of its own: requests are taken meanwhile. The thread stays,
/// and calls `stop` at the end, when the system may have no other to give.
final class StartPhase {
  private final Commands.Shared shared;
  private final CommandTask task;
  private final StartSink output;
  private final CountDownLatch begun = new CountDownLatch(1);

  /// Counted down when the thread has nothing left to do for `start`: requests are let through, and
  /// a failure is in the log.
  private final CountDownLatch threadIsFree = new CountDownLatch(1);

  /// What the thread does afterwards, once.
  private final ArrayBlockingQueue<Runnable> last = new ArrayBlockingQueue<>(1);

  /// Set by the thread that begins it, which alone asks for it.
  private @Nullable Thread thread;

  @GuardedBy("this")
  private State state = State.RUNNING;

  /// What the author wishes to happen once it has returned.
  @GuardedBy("this")
  private @Nullable Quiesce wish;

  /// How `start` stands.
  enum State {
    /// It is being executed, or about to be.
    RUNNING,
    /// The same, but it is to end: what it throws from now on is no failure.
    ENDING,
    /// It has returned, or was ended.
    RETURNED,
    /// It has failed, and so has the runtime.
    FAILED;

    /// @throws IllegalStateException if it does not follow
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
  /// @param prepare done when hello has been answered; throws nothing
  /// @param giveUp told of what the SDK itself has thrown
  void begin(Requests requests, Runnable prepare, Consumer<Throwable> giveUp) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("start-stop")
            .start(() -> {
              try {
                run(requests);
                threadIsFree.countDown();
                prepare.run();
              } catch (Throwable e) { // without its end, hello is never answered
                giveUp.accept(e);
              }
              awaitLast();
            });
  }

  private void awaitLast() {
    Runnable call = null;
    while (call == null) {
      try {
        call = last.take();
      } catch (InterruptedException e) {
        // meant for `start`, which has returned meanwhile
      }
    }
    call.run();
  }

  /// Has the thread of `start` do this, which throws nothing.
  ///
  /// @return the thread; empty if `start` still has it
  Optional<Thread> callAfterwards(Runnable call) {
    return threadIsFree.getCount() == 0 && last.offer(call)
        ? Optional.ofNullable(thread)
        : Optional.empty();
  }

  /// Lets go of the thread.
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
    switch (outcome) {
      case Outcome.Returned(int code) when code == 0 -> {
        boolean _ =
            wished == null
                ? requests.transition(LifeCycle.Phase.SERVING, "")
                : requests.transition(wished.phase(), wished.reason());
      }
      case Outcome.Returned(int code) -> { // ended because all ends, so it has not failed
        boolean _ =
            requests.transition(
                LifeCycle.Phase.FAILED, "start was ended by signal " + (code - 128));
      }
      case Outcome.Threw(Throwable failure) -> {
        boolean _ = requests.transition(LifeCycle.Phase.FAILED, Failures.text(failure));
        shared.log().failure("start failed", failure); // after the answer: the log may block
      }
    }
  }

  /// What fails because it is being ended has not failed, unless the author says so.
  ///
  /// @return what the author has wished meanwhile
  private synchronized @Nullable Quiesce settle(Outcome outcome) {
    Quiesce wished = wish;
    boolean failed = outcome instanceof Outcome.Threw && state != State.ENDING;
    state =
        state.to(failed || (wished != null && wished.isFailure()) ? State.FAILED : State.RETURNED);
    return wished;
  }

  /// Has no commands taken once it has returned. The first failure counts.
  synchronized void quiesceAfterwards(Quiesce wished) {
    Quiesce known = wish;
    if (known == null || !known.isFailure()) {
      wish = wished;
    }
  }

  /// Waits until `start` is being executed. An end of input that is there from the beginning must
  /// not keep it from that.
  void awaitBegin() throws InterruptedException {
    begun.await();
  }

  synchronized boolean hasFailed() {
    return state == State.FAILED;
  }

  /// From now on, what it prints goes to the log: hello is about to be answered.
  void closeOutput() {
    output.close();
    shared.writer().recheck();
  }

  /// True on the thread that executes it.
  boolean isOnThisThread() {
    return task.isOnThisThread();
  }

  /// Whether it is still running and has executed programs.
  boolean executesPrograms() {
    return threadIsFree.getCount() > 0 && task.programs().isPresent();
  }

  /// Ends it if it is still running, and the programs that it has left running.
  ///
  /// @param graceNanos what its programs have for ending by themselves is a part of this
  void signalEnd(long graceNanos) {
    beginEnding();
    task.beginEnd(Signal.TERM, graceNanos);
    shared.writer().recheck();
  }

  private synchronized void beginEnding() {
    if (state == State.RUNNING) {
      state = state.to(State.ENDING);
    }
  }

  /// Waits for its end, for this long at most.
  void awaitEnd(Duration atMost) throws InterruptedException {
    boolean _ = threadIsFree.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
