package network.golem.runtime.examples.httpservice.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;

/// Turns the requests of clients into those that the service gets. Used by one thread.
final class Forwarder {
  static final int BAD_GATEWAY = 502;
  static final int GATEWAY_TIMEOUT = 504;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ServiceConnections toService;
  private final boolean passAuthorization;
  private final long answerNanos;

  Forwarder(ServiceDefinition service, ServiceConnections toService) {
    this.toService = toService;
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
    HttpRequest request = exchange.request();
    HttpHeaders headers = request.headers();
    boolean webSocket = isWebSocket(exchange);
    Connection connection = exchange.client().connection();
    Headers.toService(headers, connection.client(), connection.scheme(), passAuthorization);
    var _ = request.setUri(path).setProtocolVersion(HttpVersion.HTTP_1_1);
    if (webSocket) {
      var _ = headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
      var _ = headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }
    if (exchange.isChunked()) {
      HttpUtil.setTransferEncodingChunked(request, true);
    } else if (exchange.hasBody()) { // whatever has become of the headers
      HttpUtil.setContentLength(request, exchange.announcedBytes());
    }
    Forwarding forwarding = new Forwarding(exchange, toService, answerNanos, webSocket);
    exchange.forwardedBy(forwarding);
    forwarding.begin();
  }

  private static boolean isWebSocket(Exchange exchange) {
    HttpRequest request = exchange.request();
    String upgrade = request.headers().get(HttpHeaderNames.UPGRADE);
    return upgrade != null
        && upgrade.equalsIgnoreCase("websocket")
        && !exchange.client().isHttp2()
        && request.protocolVersion().equals(HttpVersion.HTTP_1_1)
        && request.method().equals(HttpMethod.GET)
        && !exchange.hasBody()
        && Headers.namedByConnection(request.headers()).contains("upgrade");
  }
}
