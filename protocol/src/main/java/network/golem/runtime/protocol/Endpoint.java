package network.golem.runtime.protocol;

/// Where a runtime receives Ethernet frames.
public sealed interface Endpoint {

  /// A Unix stream socket, by its path.
  record UnixStream(String path) implements Endpoint {}

  /// A Unix datagram socket, by its path. The real supervisor refuses it.
  record UnixDatagram(String path) implements Endpoint {}

  /// A UDP socket, as `IP:port`. The only kind that the real supervisor uses today.
  record UdpDatagram(String address) implements Endpoint {}

  /// A TCP socket, as `IP:port`. The real supervisor refuses it.
  record TcpListener(String address) implements Endpoint {}

  /// A listening TCP socket, as `IP:port`. The real supervisor connects to it.
  record TcpStream(String address) implements Endpoint {}
}
