package network.golem.runtime.faults;

import java.util.random.RandomGenerator;

/// One try of a row.
///
/// @param number from 1
/// @param of the number of tries
/// @param random seeded with the number
record Attempt(int number, int of, RandomGenerator random) {

  /// The value for this try: the values are used in turn.
  <T> T oneOf(T[] values) {
    return values[(number - 1) % values.length];
  }
}
