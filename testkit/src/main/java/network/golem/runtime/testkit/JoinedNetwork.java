package network.golem.runtime.testkit;

/// The supervisor's endpoint of a network that the runtime was asked to join. The test plays all
/// other nodes.
public interface JoinedNetwork {

  /// The runtime's answer. If the runtime has refused to join, all other methods fail.
  Answer answer();

  /// Sends an Ethernet frame to the runtime.
  JoinedNetwork send(byte[] frame);

  /// Waits for the next frame that the runtime sends.
  byte[] receive();
}
