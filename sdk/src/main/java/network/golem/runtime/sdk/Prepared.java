package network.golem.runtime.sdk;

import java.util.Optional;
import java.util.concurrent.Callable;

/// Something that is prepared beside the commands; see [Activity#prepare(String, Callable)].
public interface Prepared<T> {
  /// Returns it once it is prepared. If nobody has begun to prepare it, that begins now. Every
  /// thread may call this, as often as it likes.
  ///
  /// @throws java.util.concurrent.CancellationException if the runtime stopped before anybody began
  ///   to prepare it
  /// @throws InterruptedException if the caller was interrupted; it is prepared all the same
  /// @throws Exception what preparing it has thrown
  T get() throws Exception;

  /// Returns what is to be released: empty if it was never prepared, or that failed. If the work
  /// has not begun, it never will; if it has, this waits for its end.
  Optional<T> toRelease() throws InterruptedException;
}
