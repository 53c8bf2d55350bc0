package network.golem.runtime.sdk.command;

/// Checks the stack of the current thread, which an author's recursion may have used up.
///
/// A `StackOverflowError` is the author's own failure, unless it interrupts a change of shared
/// state. So code that is about to change shared state first makes sure that there is enough stack.
public final class Stack {
  private static final int FRAMES = 64;

  private Stack() {}

  /// Makes sure that some kilobytes of stack are free. Takes 0.2 microseconds.
  ///
  /// @throws StackOverflowError if they are not
  public static void ensureRoom() {
    long _ = descend(FRAMES, 1, 2, 3, 4, 5);
  }

  /// All values are used after the call, so each occupies a slot on the stack.
  private static long descend(int frames, long a, long b, long c, long d, long e) {
    return frames == 0 ? a : descend(frames - 1, b, c, d, e, a) ^ a ^ b ^ c ^ d ^ e;
  }
}
