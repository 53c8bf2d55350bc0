package network.golem.runtime.sdk.command;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Executes tasks at a later time, on one thread, so no task may block.
public final class Clock extends ScheduledThreadPoolExecutor {
  private final Consumer<Throwable> whenLost;

  /// Tasks that are submitted after its shutdown are ignored.
  ///
  /// @param whenLost receives what a task throws, because the task has not done its work
  public Clock(Consumer<Throwable> whenLost) {
    super(
        1,
        task -> Thread.ofPlatform().daemon().name("clock").unstarted(task),
        new ThreadPoolExecutor.DiscardPolicy());
    this.whenLost = whenLost;
  }

  /// Starts the thread, if it has not been started yet.
  ///
  /// @throws OutOfMemoryError if no thread is available
  public void prepare() {
    boolean _ = prestartCoreThread();
  }

  @Override
  protected void afterExecute(Runnable task, @Nullable Throwable failure) {
    if (task instanceof Future<?> future && future.state() == Future.State.FAILED) {
      Throwable thrown = future.exceptionNow();
      if (!(thrown instanceof CancellationException)) { // a command that must not print any more
        whenLost.accept(thrown);
      }
    }
  }
}
