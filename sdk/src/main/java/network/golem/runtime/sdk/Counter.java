package network.golem.runtime.sdk;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/// A usage counter: a total since the activity began, which only grows, and which the requestor
/// pays by. Every change is on its way to the supervisor at once; of several changes in a row, the
/// last total is what arrives. Any thread may count.
///
/// An activity may outlive a process: the requestor may terminate the runtime, and deploy and start
/// it anew. In server mode, a counter then begins with what earlier processes have counted in the
/// same workdir. It is saved there at most twice a second and at the end, so a process that is
/// killed loses the last half second at most. In `deploy`, in a `run` by hand and in one-shot mode,
/// nobody hears of a counter, and it is not saved.
public interface Counter {

  /// Adds one.
  default void increment() {
    add(1);
  }

  /// Adds an amount.
  ///
  /// @throws IllegalArgumentException where it is negative or not finite: a total never sinks
  void add(double amount);

  /// Raises what this process has counted to this total, unless it is there already. What earlier
  /// processes of the activity have counted is added to it: `raiseTo(2)` makes a counter that began
  /// with 3 a 5.
  ///
  /// @param total of this process, as of something that began with it
  /// @throws IllegalArgumentException if it is not finite
  void raiseTo(double total);

  /// The total of the activity, with what earlier processes have counted.
  double total();

  /// Adds the seconds from now until it is closed. While it is open, what has passed so far is
  /// added once a second, and when the runtime stops.
  Timer time();

  /// Raises what this process has counted to what `total` says ([#raiseTo(double)]), now, then
  /// again and again, and once more when the runtime stops. That is asked for on a thread of the
  /// counter's own, and may take its time (but when the runtime stops, 0.3 s). Where it throws, or
  /// says what no total can be, the log says so and the next sample may do better. In one-shot
  /// mode, where nobody would hear of it, nothing is sampled.
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
