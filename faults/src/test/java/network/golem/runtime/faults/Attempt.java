package network.golem.runtime.faults;

import java.util.random.RandomGenerator;

/// One try of a row.
///
/// @param number from 1
/// @param of how many there are
/// @param random repeats itself with the number
record Attempt(int number, int of, RandomGenerator random) {

  /// The value that this try is for: all of them are taken in turn.
  <T> T oneOf(T[] values) {
    return values[(number - 1) % values.length];
  }
}
