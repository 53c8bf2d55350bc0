package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;

/// Passes on a WebSocket: once the service has agreed to it, everything that either side sends.
/// Used by one thread.
final class Tunnel {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final HttpClientRequest toService;
  private final long answerNanos;

  Tunnel(Exchange exchange, HttpClientRequest toService, long answerNanos) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.toService = toService;
    this.answerNanos = answerNanos;
  }

  void open() {
    exchange.onAbort(() -> toService.reset());
    toService.exceptionHandler(_ -> {}); // whoever waits for the answer is told, too
    toService.headers().set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    toService.headers().set(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
    var _ =
        toService
            .connect()
            .onSuccess(this::answered)
            .onFailure(_ -> exchange.fail(Forwarder.BAD_GATEWAY));
    exchange.sent(System.nanoTime() + answerNanos, this::late); // there is no body
  }

  private void late() {
    exchange.fail(Forwarder.GATEWAY_TIMEOUT);
    var _ = toService.reset();
  }

  private void answered(HttpClientResponse answer) {
    if (answer.statusCode() == SWITCHING_PROTOCOLS) {
      exchange.onceCounted(() -> connect(answer));
      return;
    }
    Answer refusal = new Answer(exchange, toService);
    toService.exceptionHandler(_ -> refusal.failed());
    refusal.begun(answer);
    request.resume(); // it has ended, and the next one may come
  }

  private void connect(HttpClientResponse answer) {
    HttpServerResponse response = request.response();
    answer.exceptionHandler(_ -> {}); // the socket is told, too
    NetSocket service = answer.netSocket();
    service.pause();
    response.setStatusCode(SWITCHING_PROTOCOLS);
    Headers.toClient(answer.headers(), response.headers());
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
    response.putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
    var _ =
        request
            .toNetSocket()
            .onSuccess(client -> join(client, service))
            .onFailure(_ -> {
              var _ = service.close();
              exchange.end();
            });
  }

  private void join(NetSocket client, NetSocket service) {
    client.closeHandler(_ -> {
      var _ = service.close();
      exchange.end();
    });
    service.closeHandler(_ -> {
      var _ = client.close();
    });
    var _ = client.pipeTo(service);
    var _ = service.pipeTo(client);
  }
}
