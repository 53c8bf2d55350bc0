package network.golem.runtime.sdk;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Where a runtime receives the Ethernet frames of a network: its answer to a [NetworkRequest].
public sealed interface NetworkEndpoint {

  /// A UDP socket: one datagram per frame. The supervisor sends from the socket that its
  /// [SupervisorEndpoint.Udp] names.
  record Udp(InetSocketAddress address) implements NetworkEndpoint {}

  /// A listening TCP socket. Each frame follows its length in four bytes, big-endian. The
  /// supervisor connects within two seconds.
  record TcpStream(InetSocketAddress address) implements NetworkEndpoint {}

  /// A listening Unix socket. Each frame follows its length in two bytes, in this machine's byte
  /// order. The supervisor connects.
  record UnixStream(Path path) implements NetworkEndpoint {}

  /// A Unix datagram socket. The protocol has this kind, but the supervisor refuses it.
  record UnixDatagram(Path path) implements NetworkEndpoint {}

  /// A TCP socket. The protocol has this kind in addition to [TcpStream], but the supervisor
  /// refuses it.
  record TcpListener(InetSocketAddress address) implements NetworkEndpoint {}
}
