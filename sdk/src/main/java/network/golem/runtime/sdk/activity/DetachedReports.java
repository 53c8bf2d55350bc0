package network.golem.runtime.sdk.activity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.sdk.frames.PendingCounter;
import org.jspecify.annotations.Nullable;

/// The reports of a process without a listener, as in one-shot mode: they only record that it has
/// failed.
public final class DetachedReports implements Reports {
  @GuardedBy("this")
  private @Nullable String failure;

  @GuardedBy("this")
  private @Nullable Consumer<String> listener;

  @Override
  public boolean hasListener() {
    return false;
  }

  @Override
  public void counterChanged(PendingCounter counter) {
    // there is no message for it
  }

  @Override
  public void state(String name, Bytes json) {
    // likewise
  }

  @Override
  public void shutdown() {
    // the process ends with its one command
  }

  @Override
  public void fail(String reason) {
    Consumer<String> told;
    synchronized (this) {
      if (failure != null) {
        return;
      }
      failure = reason;
      told = listener;
    }
    if (told != null) {
      told.accept(reason);
    }
  }

  /// Why it has failed; empty if it has not.
  public synchronized Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /// Called when it fails, or at once if it has already failed.
  public void onFailure(Consumer<String> told) {
    Optional<String> known;
    synchronized (this) {
      listener = told;
      known = failure();
    }
    known.ifPresent(told);
  }
}
