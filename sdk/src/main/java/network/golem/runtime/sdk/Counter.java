package network.golem.runtime.sdk;

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
}
