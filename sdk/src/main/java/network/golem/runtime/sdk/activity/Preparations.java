package network.golem.runtime.sdk.activity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import network.golem.runtime.sdk.Prepared;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;

/// What is prepared beside the commands.
public final class Preparations {
  private final Log log;
  private final Consumer<String> fail;

  /// Those that have to wait until hello has been answered.
  @GuardedBy("this")
  private final List<Preparation<?>> waiting = new ArrayList<>();

  @GuardedBy("this")
  private boolean begun;

  private volatile boolean ending;

  /// @param fail called with the reason if the runtime has failed
  Preparations(Log log, Consumer<String> fail) {
    this.log = log;
    this.fail = fail;
  }

  <T> Prepared<T> add(String name, Callable<T> work) {
    Preparation<T> preparation = new Preparation<>(name, work);
    synchronized (this) {
      if (!begun) {
        waiting.add(preparation);
        return preparation;
      }
    }
    if (ending) {
      preparation.cancel();
    } else {
      preparation.begin();
    }
    return preparation;
  }

  /// Begins all that wait; further ones begin at once.
  public void begin() {
    for (Preparation<?> preparation : take()) {
      preparation.begin();
    }
  }

  /// Cancels all that wait and further ones, and takes no failure for one of the runtime's.
  public void end() {
    ending = true;
    for (Preparation<?> preparation : take()) {
      preparation.cancel();
    }
  }

  private synchronized List<Preparation<?>> take() {
    begun = true;
    List<Preparation<?>> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }

  /// A thread of its own, because a command that needs it may be killed.
  private final class Preparation<T> implements Prepared<T>, Runnable {
    private final String name;
    private final FutureTask<T> task;
    private final AtomicBoolean taken = new AtomicBoolean();

    Preparation(String name, Callable<T> work) {
      this.name = name;
      this.task = new FutureTask<>(work);
    }

    void begin() {
      if (taken.compareAndSet(false, true)) {
        Thread.ofPlatform().daemon().name(name).start(this);
      }
    }

    void cancel() {
      if (taken.compareAndSet(false, true)) {
        boolean _ = task.cancel(false);
      }
    }

    @Override
    public void run() {
      task.run();
      if (task.state() == FutureTask.State.FAILED && !ending) {
        Throwable failure = task.exceptionNow();
        fail.accept(name + " failed: " + Failures.text(failure));
        log.failure("preparing " + name + " failed", failure);
      }
    }

    @Override
    public T get() throws Exception {
      begin();
      try {
        return task.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }

    @Override
    public Optional<T> toRelease() throws InterruptedException {
      cancel();
      try {
        return Optional.of(task.get());
      } catch (ExecutionException | CancellationException _) {
        return Optional.empty();
      }
    }
  }
}
