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

  private volatile State state = State.WAITING;

  private enum State {
    /// Hello has not been answered.
    WAITING,
    BEGUN,
    /// The runtime stops.
    ENDED
  }

  /// @param fail called with the reason if the runtime has failed
  Preparations(Log log, Consumer<String> fail) {
    this.log = log;
    this.fail = fail;
  }

  <T> Prepared<T> add(String name, Callable<T> work) {
    Preparation<T> preparation = new Preparation<>(name, work);
    State now;
    synchronized (this) {
      now = state;
      if (now == State.WAITING) {
        waiting.add(preparation);
      }
    }
    if (now == State.BEGUN) {
      preparation.begin();
    } else if (now == State.ENDED) {
      preparation.cancel();
    }
    return preparation;
  }

  /// Begins all that wait; further ones begin at once.
  public void begin() {
    for (Preparation<?> preparation : take(State.BEGUN)) {
      try {
        preparation.begin();
      } catch (OutOfMemoryError e) { // no thread available; whoever needs it tries again
        log.failure("preparing " + preparation.name + " was put off", e);
      }
    }
  }

  /// Cancels all that wait and further ones. From now on, failures are ignored.
  public void end() {
    for (Preparation<?> preparation : take(State.ENDED)) {
      preparation.cancel();
    }
  }

  private synchronized List<Preparation<?>> take(State next) {
    if (state != State.ENDED) {
      state = next;
    }
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
      this.task = new FutureTask<>(new Reporting<>(name, work));
    }

    void begin() {
      if (taken.compareAndSet(false, true)) {
        try {
          Thread.ofPlatform().daemon().name(name).start(this);
        } catch (OutOfMemoryError e) {
          taken.set(false);
          throw e;
        }
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
      if (task.state() == FutureTask.State.FAILED && state != State.ENDED) {
        log.failure("preparing " + name + " failed", task.exceptionNow());
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

  /// Reports a failure before those who wait are told: they may end the process.
  private final class Reporting<T> implements Callable<T> {
    private final String name;
    private final Callable<T> work;

    Reporting(String name, Callable<T> work) {
      this.name = name;
      this.work = work;
    }

    @Override
    public T call() throws Exception {
      try {
        return work.call();
      } catch (Throwable e) { // whatever it is, it is the runtime's own failure
        if (state != State.ENDED) {
          fail.accept(name + " failed: " + Failures.text(e));
        }
        throw e;
      }
    }
  }
}
