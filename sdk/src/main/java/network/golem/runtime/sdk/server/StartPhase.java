package network.golem.runtime.sdk.server;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.command.CommandTask;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.Programs;
import org.jspecify.annotations.Nullable;

/// The author's `start`, on a thread of its own: requests are taken meanwhile. The thread stays,
/// and calls `stop` at the end, when the system may have no other to give.
final class StartPhase {
  private final CommandTask task;
  private final StartSink output;
  private final FrameWriter writer;
  private final Log log;
  private volatile boolean failed;
  private volatile boolean signalled;
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile @Nullable Retreat retreat;
  private final CountDownLatch over = new CountDownLatch(1);

  /// What the thread does when `start` has returned, once.
  private final ArrayBlockingQueue<Runnable> last = new ArrayBlockingQueue<>(1);

  private Thread thread = new Thread();

  StartPhase(
      List<String> words,
      FrameWriter writer,
      ScheduledExecutorService clock,
      Log log,
      Programs programs) {
    this.output = new StartSink(writer, log);
    this.task = new CommandTask(0, "start", words, output, clock, programs);
    this.writer = writer;
    this.log = log;
  }

  /// Calls `start`, and lets requests through once it has returned.
  ///
  /// @param prepare done when hello has been answered; throws nothing
  /// @param giveUp told of what the SDK itself has thrown
  void begin(
      GolemRuntime runtime,
      InvocationActivity activity,
      Requests requests,
      Runnable prepare,
      Consumer<Throwable> giveUp) {
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("start-stop")
            .start(() -> {
              try {
                run(runtime, activity, requests);
                over.countDown();
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
  /// @return the thread; empty where `start` still has it
  Optional<Thread> callAfterwards(Runnable call) {
    return over.getCount() == 0 && last.offer(call) ? Optional.of(thread) : Optional.empty();
  }

  /// Lets go of the thread.
  void dismiss() {
    boolean _ = last.offer(() -> {});
  }

  private void run(GolemRuntime runtime, InvocationActivity activity, Requests requests) {
    Outcome outcome =
        task.execute(command -> {
          begun.countDown();
          runtime.start(command, activity);
          return 0;
        });
    output.close();
    Retreat wished = retreat;
    if (wished != null && wished.isFailure()) {
      failed = true;
      boolean _ = requests.go(LifeCycle.Phase.FAILED, wished.reason());
      return;
    }
    switch (outcome) {
      case Outcome.Returned(int code) when code == 0 -> {
        boolean _ =
            wished == null
                ? requests.go(LifeCycle.Phase.SERVING, "")
                : requests.go(wished.phase(), wished.reason());
      }
      case Outcome.Returned(int code) -> { // ended because all ends, so it has not failed
        boolean _ =
            requests.go(LifeCycle.Phase.FAILED, "start was ended by signal " + (code - 128));
      }
      case Outcome.Threw(Throwable failure) -> {
        failed = !signalled; // what fails because it is being ended is no failed start
        boolean _ = requests.go(LifeCycle.Phase.FAILED, Failures.text(failure));
        log.failure("start failed", failure); // behind the answer: the log may have to wait
      }
    }
  }

  /// Has no commands taken once it has returned. The first failure counts.
  synchronized void retreatAfterwards(Retreat wished) {
    Retreat known = retreat;
    if (known == null || !known.isFailure()) {
      retreat = wished;
    }
  }

  /// Waits until `start` is being executed. An end of input that is there from the beginning must
  /// not keep it from that.
  void awaitBegin() throws InterruptedException {
    begun.await();
  }

  boolean hasFailed() {
    return failed;
  }

  /// From now on, what it prints goes to the log: hello is about to be answered.
  void closeOutput() {
    output.close();
    writer.gateClosed();
  }

  /// True on the thread that executes it.
  boolean isOnThisThread() {
    return task.isOnThisThread();
  }

  /// Whether it is still running and has executed programs.
  boolean executesPrograms() {
    return over.getCount() > 0 && task.programs().isPresent();
  }

  /// Ends it where it is still running.
  ///
  /// @param graceNanos what its programs have for ending by themselves is a part of this
  void signalEnd(long graceNanos) {
    signalled = true;
    task.beginEnd(Signal.TERM, graceNanos);
    writer.gateClosed();
  }

  /// Waits for its end, for this long at most.
  void awaitEnd(Duration atMost) throws InterruptedException {
    boolean _ = over.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }
}
