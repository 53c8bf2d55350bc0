package network.golem.runtime.examples.httpservice.proxy;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Objects;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition.Upstream;

/// Connects to the service. Used by one thread, which has connections of its own.
final class Forwarder {
  static final int BAD_GATEWAY = 502;
  static final int GATEWAY_TIMEOUT = 504;

  private static final int CONNECT_MILLIS = 5000;

  /// Many servers close a connection after five seconds without a request.
  private static final int KEEP_ALIVE_SECONDS = 4;

  private static final int MOST_CONNECTIONS = 4096;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client;
  private final RequestOptions to;
  private final boolean passAuthorization;
  private final long answerNanos;

  Forwarder(Vertx vertx, ServiceDefinition service) {
    Upstream upstream = service.to();
    client =
        vertx
            .httpClientBuilder()
            .with(
                new HttpClientOptions()
                    .setSsl(upstream.secure())
                    .setConnectTimeout(CONNECT_MILLIS)
                    .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                    .setMaxHeaderSize(service.limits().headerBytes())
                    .setMaxChunkSize(Listeners.PART_BYTES)
                    .setDecompressionSupported(false))
            .with(new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS))
            .build();
    to =
        new RequestOptions()
            .setHost(upstream.host())
            .setPort(upstream.port())
            .setSsl(upstream.secure());
    passAuthorization = service.passAuthorization();
    answerNanos = answerTime(service).toNanos();
  }

  /// How long the service may take to begin an answer.
  static Duration answerTime(ServiceDefinition service) {
    return service.responseTimeout().orElse(PATIENCE);
  }

  /// Forwards a request, and its answer.
  ///
  /// @param path what the service is asked for, with its query
  void forward(Exchange exchange, String path) {
    HttpServerRequest request = exchange.request();
    RequestOptions options = new RequestOptions(to).setMethod(request.method()).setURI(path);
    var _ =
        client
            .request(options)
            .onSuccess(toService -> {
              if (exchange.isOver()) {
                toService.exceptionHandler(_ -> {}); // what is reset here
                var _ = toService.reset();
                return;
              }
              Headers.toService(
                  request.headers(),
                  toService.headers(),
                  Objects.requireNonNull(request.authority()).toString(), // checked by Gate
                  request.remoteAddress().hostAddress(),
                  request.isSSL() ? "https" : "http",
                  passAuthorization);
              if (isWebSocket(request)) {
                new Tunnel(exchange, toService, answerNanos).open();
              } else {
                new Forwarding(exchange, toService, answerNanos).begin();
              }
            })
            .onFailure(failure ->
                exchange.fail(
                    failure instanceof ConnectTimeoutException ? GATEWAY_TIMEOUT : BAD_GATEWAY));
  }

  private static boolean isWebSocket(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_1_1
        && request.method().equals(HttpMethod.GET)
        && !Exchange.hasBody(request)
        && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        && Headers.namedByConnection(request.headers()).contains("upgrade");
  }
}
