package network.golem.runtime.sdk.activity;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import network.golem.runtime.sdk.Task;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;

/// The runtime's own threads.
public final class BackgroundTasks {
  private final Log log;
  private final Consumer<String> fail;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile boolean ending;

  /// @param fail called with the reason if the runtime has failed
  BackgroundTasks(Log log, Consumer<String> fail) {
    this.log = log;
    this.fail = fail;
  }

  void start(String name, Task task) {
    threads.removeIf(thread -> !thread.isAlive());
    threads.add(Thread.ofPlatform().daemon().name(name).start(() -> run(name, task)));
  }

  private void run(String name, Task task) {
    try {
      task.run();
    } catch (Throwable e) { // whatever it is, it is the runtime's own failure
      if (!ending) {
        fail.accept(name + " failed: " + Failures.text(e));
        log.failure("the background task " + name + " failed", e);
      }
    }
  }

  /// Interrupts them, and waits at most this long for them to end.
  public void end(Duration patience) throws InterruptedException {
    ending = true;
    long deadline = System.nanoTime() + patience.toNanos();
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        log.say("the background task " + thread.getName() + " has not ended in time");
      }
    }
  }
}
