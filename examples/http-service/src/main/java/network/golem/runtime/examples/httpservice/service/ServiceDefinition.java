package network.golem.runtime.examples.httpservice.service;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A service that a provider sells.
///
/// @param name what the runtime is called on this machine
/// @param serverNames under which the provider's machine is reached; for the requestor's
///   information
/// @param http the addresses that are served in plain HTTP
/// @param https the addresses that are served with the certificate
/// @param from the path below which the service is offered
/// @param to where the service is
/// @param cpuThreads how many threads forward requests
/// @param requestTimeout how long a client may take to send its request
/// @param responseTimeout how long the service may take to begin its answer
/// @param passAuthorization whether the service gets to see the users' credentials
/// @param properties what the offer says of it, as written
public record ServiceDefinition(
    String name,
    List<String> serverNames,
    List<InetSocketAddress> http,
    List<InetSocketAddress> https,
    String from,
    Upstream to,
    Optional<Certificate> certificate,
    OptionalInt cpuThreads,
    Optional<Duration> requestTimeout,
    Optional<Duration> responseTimeout,
    boolean passAuthorization,
    Limits limits,
    Map<String, Object> properties) {

  /// All addresses to listen on, always in the same order.
  public List<InetSocketAddress> addresses() {
    List<InetSocketAddress> all = new ArrayList<>(http);
    all.addAll(https);
    return all;
  }

  /// The same service on other addresses.
  public ServiceDefinition on(List<InetSocketAddress> http, List<InetSocketAddress> https) {
    return new ServiceDefinition(
        name,
        serverNames,
        http,
        https,
        from,
        to,
        certificate,
        cpuThreads,
        requestTimeout,
        responseTimeout,
        passAuthorization,
        limits,
        properties);
  }

  /// Files in PEM.
  ///
  /// @param chain the certificate, followed by those of its issuers
  /// @param key its private key
  public record Certificate(Path chain, Path key) {}

  /// Where requests are forwarded to.
  ///
  /// @param host a name or an address, without brackets
  /// @param path the path that takes the place of [ServiceDefinition#from()], without a slash at
  ///   its end; empty for the root
  public record Upstream(boolean secure, String host, int port, String path) {
    @Override
    public String toString() {
      return (secure ? "https://" : "http://")
          + (host.contains(":") ? "[" + host + "]" : host)
          + ":"
          + port
          + path;
    }
  }

  /// What a client may take up.
  ///
  /// @param bodyBytes of a request
  /// @param headerBytes of all headers of a request
  /// @param connections at once
  /// @param idle how long a connection may be without a request, or a transfer without a byte
  public record Limits(long bodyBytes, int headerBytes, int connections, Duration idle) {}
}
