package network.golem.runtime.sdk.command;

/// The stack of this thread, which an author's recursion may have used up.
///
/// A `StackOverflowError` is the author's own failure, as long as it does not come in the middle of
/// what others share: so whoever is about to change that makes sure first that there is room.
public final class Stack {
  private static final int FRAMES = 64;

  private Stack() {}

  /// Makes sure that what follows finds some kilobytes of stack: 0.2 microseconds.
  ///
  /// @throws StackOverflowError when it does not
  public static void ensureRoom() {
    long _ = descend(FRAMES, 1, 2, 3, 4, 5);
  }

  /// All values are needed after the call, so each has its place on the stack.
  private static long descend(int frames, long a, long b, long c, long d, long e) {
    return frames == 0 ? a : descend(frames - 1, b, c, d, e, a) ^ a ^ b ^ c ^ d ^ e;
  }
}
