package network.golem.runtime.sdk.frames;

/// Whether frames are accepted. The constants follow each other in this order.
enum Intake {
  OPEN,
  /// After [FrameWriter#finish(java.util.List, long)]: waiting frames are still sent.
  CLOSED,
  /// The supervisor no longer reads, or a frame was lost: nothing is sent any more.
  BROKEN
}
