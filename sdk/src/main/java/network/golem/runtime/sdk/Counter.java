package network.golem.runtime.sdk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// A usage counter: a total since the activity began, which only grows, and which the requestor
/// pays by. Every change is on its way to the supervisor at once; of several changes in a row, the
/// last total is what arrives. Any thread may count.
public interface Counter {

  /// Adds one.
  default void increment() {
    add(1);
  }

  /// Adds an amount.
  ///
  /// @throws IllegalArgumentException where it is negative or not finite: a total never sinks
  void add(double amount);

  /// Raises the total to this one, where it is smaller.
  ///
  /// @throws IllegalArgumentException where it is not finite
  void raiseTo(double total);

  /// The total.
  double total();

  /// Adds the seconds from now until it is closed. While it is open, what has passed so far is
  /// added once a second, and when the runtime stops.
  Timer time();

  /// Raises the total to what `total` says, now, then again and again, and once more when the
  /// runtime stops. That is asked for on a thread of the counter's own, and may take its time (but
  /// when the runtime stops, 0.3 s). Where it throws, or says what no total can be, the log says so
  /// and the next sample may do better. In one-shot mode, where nobody would hear of it, nothing is
  /// sampled.
  ///
  /// @param period between the end of one sample and the next
  /// @throws IllegalArgumentException where the period is not positive
  void sampleEvery(Duration period, DoubleSupplier total);

  /// See [Counter#time()].
  interface Timer extends AutoCloseable {
    /// Adds what has passed and is not counted yet. A second call does nothing.
    @Override
    void close();
  }
}
