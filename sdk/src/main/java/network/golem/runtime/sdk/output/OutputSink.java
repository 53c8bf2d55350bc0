package network.golem.runtime.sdk.output;

import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;

/// Where a command's output goes.
public interface OutputSink {

  /// How many bytes before a piece of output are free, for whatever has to stand in front of it:
  /// the beginning of its first character, and then a frame's header.
  int HEADROOM = FrameBuffer.LONGEST_HEADER + CharacterEnds.LONGEST_REST;

  /// Takes a piece; waits where there is no room.
  ///
  /// @param buffer at least [FrameBuffer#LONGEST_HEADER] bytes before `from` may be overwritten
  /// @throws java.util.concurrent.CancellationException where the command must not print any more
  void write(Channel channel, byte[] buffer, int from, int length);

  /// The same without waiting: false where there is no room now.
  boolean offer(Channel channel, byte[] buffer, int from, int length);

  /// The command shows an effect that is no output: a program has been started.
  void started();
}
