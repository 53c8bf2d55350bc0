package network.golem.runtime.sdk.frames;

/// Distinguishes a lone frame from one of many in quick succession. The [FrameWriter] guards it.
final class Burst {
  private final long nanos;
  private long last;

  /// @param nanos how close together the frames of a burst are
  Burst(long nanos) {
    this.nanos = nanos;
    this.last = System.nanoTime() - nanos;
  }

  /// Called for each frame.
  ///
  /// @return whether it is a lone one
  boolean isOver() {
    long now = System.nanoTime();
    boolean over = now - last >= nanos;
    last = now;
    return over;
  }
}
