package network.golem.runtime.sdk.frames;

/// Asked before a frame is taken in, and again whenever there was no room for it.
public interface Gate {
  /// @throws java.util.concurrent.CancellationException where it must not be sent any more
  void check();
}
