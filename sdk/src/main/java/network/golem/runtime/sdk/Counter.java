package network.golem.runtime.sdk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// A usage counter: a total since the activity began. It only grows, and the requestor pays by it.
/// Every change is sent to the supervisor at once; of several changes in quick succession, possibly
/// only the last total is sent. Every method may be called from any thread.
///
/// An activity may outlive a process: the requestor may terminate the runtime, and deploy and start
/// it again. In server mode, a counter then starts at what earlier processes counted in the same
/// workdir. It is saved there at most twice a second, and at the end, so a process that is killed
/// loses at most the last half second. In `deploy`, in a `run` by hand and in one-shot mode,
/// counters are neither reported nor saved.
public interface Counter {

  /// Adds one.
  default void increment() {
    add(1);
  }

  /// Adds an amount.
  ///
  /// @throws IllegalArgumentException if it is negative or not finite
  void add(double amount);

  /// Raises this process's share of the counter to a total, unless it is already as high. The share
  /// of earlier processes of the activity is added to it: `raiseTo(2)` raises a counter that
  /// started at 3 to 5.
  ///
  /// @param total what this process has used since it began
  /// @throws IllegalArgumentException if it is not finite
  void raiseTo(double total);

  /// The total of the activity, including the share of earlier processes.
  double total();

  /// Starts a timer, which adds the seconds until it is closed. While it is open, the elapsed time
  /// is added once a second, and once more when the runtime stops.
  Timer time();

  /// Passes the value of `total` to [#raiseTo(double)]: now, then periodically, and once more when
  /// the runtime stops. The supplier is called on a thread of the counter's own, and may take its
  /// time, except for the last call, which may take 0.3 s. If it throws, or returns an invalid
  /// total, that is logged, and sampling continues. In one-shot mode, nothing is sampled, because
  /// nothing is reported.
  ///
  /// @param period between the end of one sample and the next
  /// @throws IllegalArgumentException if the period is not positive
  void sampleEvery(Duration period, DoubleSupplier total);

  /// A running timer; see [Counter#time()].
  interface Timer extends AutoCloseable {
    /// Adds the elapsed time that has not been added yet. A second call has no effect.
    @Override
    void close();
  }
}
