package network.golem.runtime.sdk;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The supervisor's end of a network, as passed on the runtime's command line.
public sealed interface SupervisorEndpoint {

  /// A UDP socket, to which frames are sent. This is the only kind in use today.
  record Udp(InetSocketAddress address) implements SupervisorEndpoint {}

  /// The supervisor listens for a TCP connection from the runtime.
  record TcpConnect(InetSocketAddress address) implements SupervisorEndpoint {}

  /// The supervisor wants to connect to a TCP socket of the runtime.
  record TcpListen() implements SupervisorEndpoint {}

  /// The supervisor wants to connect to a Unix socket of the runtime.
  record UnixListen() implements SupervisorEndpoint {}

  /// Parses a URL: `udp://127.0.0.1:33521`, `tcp-connect://IP:PORT`, `tcp-listen://` or `unix://`.
  ///
  /// @throws IllegalArgumentException if it is none of these
  static SupervisorEndpoint of(String url) {
    int end = url.indexOf("://");
    String rest = end < 0 ? "" : url.substring(end + 3);
    return switch (end < 0 ? "" : url.substring(0, end)) {
      case "udp" -> new Udp(address(rest, url));
      case "tcp-connect" -> new TcpConnect(address(rest, url));
      case "tcp-listen" -> new TcpListen();
      case "unix" -> new UnixListen();
      default -> throw malformed(url);
    };
  }

  private static InetSocketAddress address(String text, String url) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, Math.max(0, colon)).replaceAll("^\\[|\\]$", "");
      return new InetSocketAddress(
          InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException _) {
      throw malformed(url);
    }
  }

  private static IllegalArgumentException malformed(String url) {
    return new IllegalArgumentException(
        "a URL like udp://127.0.0.1:33521 (or tcp-connect://IP:PORT, tcp-listen://, unix://), not '"
            + url
            + "'");
  }
}
