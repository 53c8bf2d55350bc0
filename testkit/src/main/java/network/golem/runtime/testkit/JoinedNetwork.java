package network.golem.runtime.testkit;

/// The supervisor's end of a network that the runtime was asked to join: this test is everybody
/// else on it.
public interface JoinedNetwork {

  /// How the runtime has answered. Where it has refused, nothing else here works.
  Answer answer();

  /// Sends an Ethernet frame to the runtime.
  JoinedNetwork send(byte[] frame);

  /// Waits for the next frame that the runtime sends.
  byte[] receive();
}
