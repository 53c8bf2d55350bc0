package network.golem.runtime.sdk.frames;

/// Decides whether a frame may still be sent. Called under the writer's lock, before the frame is
/// taken and again after each wait for room, so it must neither block nor call the writer.
public interface SendCheck {
  /// @throws java.util.concurrent.CancellationException if the frame must not be sent any more
  void check();
}
