package network.golem.runtime.supervisor.play;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import network.golem.runtime.supervisor.model.TimeLimit;

/// Waiting with an end: by the time limit, or because the user has had enough.
public final class Patience {
  private final CompletableFuture<String> cancelled = new CompletableFuture<>();

  /// It is all to end.
  ///
  /// @param why the message of the command in progress
  public void cancel(String why) {
    cancelled.complete(why);
  }

  public boolean isCancelled() {
    return cancelled.isDone();
  }

  /// Waits until one of these has come, with a result or a failure.
  ///
  /// @param what for the message: what was waited for
  /// @throws CommandFailure when it has not in time, or was cancelled
  public void await(TimeLimit limit, String what, CompletableFuture<?>... any)
      throws CommandFailure, InterruptedException {
    await(limit, () -> what, any);
  }

  /// @param what asked for once the time is over
  public void await(TimeLimit limit, Supplier<String> what, CompletableFuture<?>... any)
      throws CommandFailure, InterruptedException {
    CompletableFuture<?> one = CompletableFuture.anyOf(any).exceptionally(failure -> true);
    try {
      CompletableFuture<?> oneOrCancelled = CompletableFuture.anyOf(one, cancelled);
      if (limit.isUnlimited()) {
        var _ = oneOrCancelled.get();
      } else {
        var _ = oneOrCancelled.get(limit.duration().toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("failures were made results above", e);
    } catch (TimeoutException _) {
      throw new CommandFailure(-1, "the time limit of " + limit + " is over: " + what.get());
    }
    if (cancelled.isDone() && !one.isDone()) {
      throw new CommandFailure(-1, cancelled.join());
    }
  }
}
