package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.users.Users;

/// One thread's share of the proxy: accepts connections on all of the service's addresses. Several
/// of them listen on the same addresses, and Vert.x divides the connections between them.
final class Listeners extends VerticleBase {
  private static final int URL_BYTES = 8192;

  /// How much of a body is passed on at once, and how much of it may wait for a slow reader. With
  /// less, large bodies cost more system calls.
  static final int PART_BYTES = 64 * 1024;

  static final int WAITING_BYTES = 2 * PART_BYTES;

  private static final long CHECK_MILLIS = 250;
  private static final Duration SLACK = Duration.ofSeconds(5);
  private static final long DEFAULT_REQUEST_NANOS = Long.MAX_VALUE / 2;

  private final ServiceDefinition service;
  private final Users users;
  private final RequestCounter counter;
  private final Certificates certificates;
  private final Map<HttpConnection, Connection> connections = new HashMap<>();
  private final List<HttpServer> servers = new ArrayList<>();

  Listeners(
      ServiceDefinition service, Users users, RequestCounter counter, Certificates certificates) {
    this.service = service;
    this.users = users;
    this.counter = counter;
    this.certificates = certificates;
  }

  @Override
  public Future<?> start() {
    Tally tally = new Tally(counter, vertx.getOrCreateContext());
    Gate gate = new Gate(service, users, tally, new Forwarder(vertx, service));
    long idle = service.limits().idle().toNanos();
    long request = service.requestTimeout().map(Duration::toNanos).orElse(DEFAULT_REQUEST_NANOS);
    long _ =
        vertx.setPeriodic(
            CHECK_MILLIS,
            _ -> {
              tally.want(); // also those that the service does not answer for long
              long now = System.nanoTime();
              for (Connection connection : List.copyOf(connections.values())) {
                connection.checkTime(now, idle, request);
              }
            });
    // one after another, as their sockets are taken
    Future<?> listening = Future.succeededFuture();
    for (InetSocketAddress address : service.http()) {
      listening = listening.compose(_ -> listen(gate, address, false));
    }
    for (InetSocketAddress address : service.https()) {
      listening = listening.compose(_ -> listen(gate, address, true));
    }
    return listening;
  }

  private Future<?> listen(Gate gate, InetSocketAddress address, boolean secure) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(URL_BYTES)
            .setMaxHeaderSize(service.limits().headerBytes())
            .setMaxChunkSize(PART_BYTES)
            .setIdleTimeout((int) idleLimit().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            // what a WebSocket compresses is up to the client and the service
            .setPerFrameWebSocketCompressionSupported(false)
            .setPerMessageWebSocketCompressionSupported(false);
    if (secure) {
      options.setSsl(true).setUseAlpn(true).setKeyCertOptions(certificates.current());
    }
    HttpServer server = vertx.createHttpServer(options);
    server.connectionHandler(this::connected);
    server.requestHandler(request -> gate.handle(request, connection(request)));
    servers.add(server);
    if (secure) {
      certificates.serve(server);
    }
    return server.listen(SocketAddress.inetSocketAddress(address));
  }

  /// A connection on which nothing moves is closed, but not while the service may take its time.
  private Duration idleLimit() {
    Duration idle = service.limits().idle();
    Duration answer = Forwarder.answerTime(service);
    return idle.compareTo(answer) > 0 ? idle : answer.plus(SLACK);
  }

  private Connection connection(HttpServerRequest request) {
    HttpConnection http = request.connection();
    return connections.computeIfAbsent(http, Connection::new);
  }

  private void connected(HttpConnection http) {
    connections.put(http, new Connection(http));
    http.closeHandler(_ -> connections.remove(http));
  }

  /// Accepts nothing more, and lets the running requests finish.
  Future<?> shutdown(Duration patience) {
    return Future.join(servers.stream().map(server -> server.shutdown(patience)).toList());
  }
}
