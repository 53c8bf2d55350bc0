package network.golem.runtime.sdk;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Where a runtime takes the Ethernet frames of a network: its answer to a [NetworkRequest].
public sealed interface NetworkEndpoint {

  /// A UDP socket: one datagram for each frame. The supervisor sends from the socket that its
  /// [SupervisorEndpoint.Udp] names.
  record Udp(InetSocketAddress address) implements NetworkEndpoint {}

  /// A TCP socket that listens: frames, each behind its length in four bytes, the highest first.
  /// The supervisor connects within two seconds.
  record TcpStream(InetSocketAddress address) implements NetworkEndpoint {}

  /// A Unix socket that listens: frames, each behind its length in two bytes in this machine's
  /// order. The supervisor connects.
  record UnixStream(Path path) implements NetworkEndpoint {}

  /// A Unix socket for datagrams. The protocol has it; the supervisor refuses it.
  record UnixDatagram(Path path) implements NetworkEndpoint {}

  /// A TCP socket. The protocol has it beside [TcpStream]; the supervisor refuses it.
  record TcpListener(InetSocketAddress address) implements NetworkEndpoint {}
}
