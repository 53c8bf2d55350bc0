package network.golem.runtime.sdk.server;

import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.sdk.output.OutputChannel;

/// The protocol's names for a command's outputs.
final class WireChannel {
  private WireChannel() {}

  static Channel of(OutputChannel channel) {
    return channel == OutputChannel.STDOUT ? Channel.STDOUT : Channel.STDERR;
  }
}
