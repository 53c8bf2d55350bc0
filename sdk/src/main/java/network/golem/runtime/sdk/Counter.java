package network.golem.runtime.sdk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// A usage counter: a total since the activity began, which only grows, and which the requestor
/// pays by. Every change is sent to the supervisor at once; of several changes in a row, the last
/// total arrives. Any thread may count.
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
  /// @throws IllegalArgumentException if it is negative or not finite: a total never falls
  void add(double amount);

  /// Raises what this process has counted to this total, unless it is already as high. What earlier
  /// processes of the activity have counted is added: `raiseTo(2)` raises a counter that started at
  /// 3 to 5.
  ///
  /// @param total of this process, measured since it began
  /// @throws IllegalArgumentException if it is not finite
  void raiseTo(double total);

  /// The total of the activity, including what earlier processes have counted.
  double total();

  /// Adds the seconds from now until it is closed. While it is open, the time that has passed so
  /// far is added once a second, and when the runtime stops.
  Timer time();

  /// Raises what this process has counted to what `total` returns ([#raiseTo(double)]): now, then
  /// periodically, and once more when the runtime stops. The supplier is called on a thread of the
  /// counter's own, and may take its time (but only 0.3 s when the runtime stops). If it throws, or
  /// returns an impossible total, the log says so, and sampling continues. In one-shot mode, where
  /// nothing is reported, nothing is sampled.
  ///
  /// @param period between the end of one sample and the next
  /// @throws IllegalArgumentException if the period is not positive
  void sampleEvery(Duration period, DoubleSupplier total);

  /// See [Counter#time()].
  interface Timer extends AutoCloseable {
    /// Adds the time that has passed and is not counted yet. A second call does nothing.
    @Override
    void close();
  }
}
