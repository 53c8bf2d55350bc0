package network.golem.runtime.supervisor.networks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Carries Ethernet frames between the desk and a runtime.
interface EthernetLink extends AutoCloseable {
  /// The size of the receive buffer of a node's supervisor.
  int LONGEST_FRAME = 131_072;

  void send(byte[] frame) throws IOException;

  /// The next frame; `null` once no more can arrive.
  byte @Nullable [] receive() throws IOException;

  @Override
  void close() throws IOException;
}
