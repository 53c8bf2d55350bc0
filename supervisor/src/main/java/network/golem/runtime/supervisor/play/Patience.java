package network.golem.runtime.supervisor.play;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import network.golem.runtime.supervisor.model.TimeLimit;

/// Waits until something happens, the time limit is exceeded, or the user cancels.
public final class Patience {
  private final CompletableFuture<String> cancelled = new CompletableFuture<>();

  /// Ends all waiting.
  ///
  /// @param why becomes the message of the command in progress
  public void cancel(String why) {
    cancelled.complete(why);
  }

  public boolean isCancelled() {
    return cancelled.isDone();
  }

  /// Waits until one of these futures is complete, successfully or not.
  ///
  /// @param what is awaited, for the message
  /// @throws CommandFailure if the time limit is exceeded or the user cancels
  public void await(TimeLimit limit, String what, CompletableFuture<?>... any)
      throws CommandFailure, InterruptedException {
    await(limit, () -> what, any);
  }

  /// @param what evaluated when the time limit is exceeded
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
      throw new IllegalStateException("failures were turned into results above", e);
    } catch (TimeoutException _) {
      throw new CommandFailure(-1, "time limit of " + limit + " exceeded: " + what.get());
    }
    if (cancelled.isDone() && !one.isDone()) {
      throw new CommandFailure(-1, cancelled.join());
    }
  }
}
