package network.golem.runtime.sdk.command;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/// What has to happen later: on one thread, so nothing there may wait.
public final class Clock {
  private Clock() {}

  /// A new one. After its shutdown, what is still asked of it is passed over.
  public static ScheduledExecutorService start() {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> Thread.ofPlatform().daemon().name("clock").unstarted(task),
        new ThreadPoolExecutor.DiscardPolicy());
  }
}
