package network.golem.runtime.sdk.command;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What has to happen later: on one thread, so nothing there may wait.
public final class Clock extends ScheduledThreadPoolExecutor {
  private final Consumer<Throwable> whenLost;

  /// After its shutdown, what is still asked of it is passed over.
  ///
  /// @param whenLost told of what a task throws: what it was to do has not happened
  public Clock(Consumer<Throwable> whenLost) {
    super(
        1,
        task -> Thread.ofPlatform().daemon().name("clock").unstarted(task),
        new ThreadPoolExecutor.DiscardPolicy());
    this.whenLost = whenLost;
  }

  /// Starts its thread, if it has none yet.
  ///
  /// @throws OutOfMemoryError when the system has none to give
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
