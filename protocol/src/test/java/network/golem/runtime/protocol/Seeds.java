package network.golem.runtime.protocol;

import java.util.Random;

/// Runs a check with one seed after another. The build always uses the same seeds; `-Dseed=N`
/// starts with another one, and with the seed that a failure has printed, the check fails at once.
final class Seeds {
  private static final long FIRST = Long.getLong("seed", 1);

  private Seeds() {}

  static void each(int count, Check check) {
    for (long seed = FIRST; seed < FIRST + count; seed++) {
      try {
        check.run(new Random(seed));
      } catch (AssertionError | Exception e) {
        throw new AssertionError("fails with -Dseed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  interface Check {
    void run(Random random) throws Exception;
  }
}
