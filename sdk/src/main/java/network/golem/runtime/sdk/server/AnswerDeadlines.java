package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The deadlines for answering runs: a quarter of a second after they were read. They expire in the
/// order in which the runs were read, so one timer is enough; most runs are answered long before.
final class AnswerDeadlines {
  private static final long ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final ScheduledExecutorService clock;
  private final Consumer<RunningCommand> due;

  @GuardedBy("this")
  private final ArrayDeque<Entry> unanswered = new ArrayDeque<>();

  @GuardedBy("this")
  private boolean scheduled;

  private record Entry(RunningCommand command, long nanos) {}

  /// @param due called on the clock's thread for each run whose deadline has passed
  AnswerDeadlines(ScheduledExecutorService clock, Consumer<RunningCommand> due) {
    this.clock = clock;
    this.due = due;
  }

  /// Called when a run has just been read.
  synchronized void add(RunningCommand command) {
    dropAnswered();
    unanswered.add(new Entry(command, System.nanoTime() + ANSWER_NANOS));
    schedule();
  }

  @GuardedBy("this")
  private void dropAnswered() {
    for (Entry first = unanswered.peek();
        first != null && first.command().isAnswered();
        first = unanswered.peek()) {
      unanswered.remove();
    }
  }

  @GuardedBy("this")
  private void schedule() {
    Entry first = unanswered.peek();
    if (!scheduled && first != null) {
      scheduled = true;
      var _ = clock.schedule(this::tick, first.nanos() - System.nanoTime(), TimeUnit.NANOSECONDS);
    }
  }

  private void tick() {
    takeDue().forEach(due);
  }

  private synchronized List<RunningCommand> takeDue() {
    List<RunningCommand> all = new ArrayList<>();
    dropAnswered();
    for (Entry first = unanswered.peek();
        first != null && first.nanos() - System.nanoTime() <= 0;
        first = unanswered.peek()) {
      all.add(unanswered.remove().command());
      dropAnswered();
    }
    scheduled = false;
    schedule();
    return all;
  }
}
