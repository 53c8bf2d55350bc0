package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/// Passes a request on, without keeping more of it than the service has room for. Used by one
/// thread.
final class Forwarding {
  private static final int TOO_LARGE = 413;

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final HttpClientRequest toService;
  private final Answer answer;
  private final long answerNanos;
  private long bytes;

  Forwarding(Exchange exchange, HttpClientRequest toService, long answerNanos) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.toService = toService;
    this.answer = new Answer(exchange, toService);
    this.answerNanos = answerNanos;
  }

  void begin() {
    exchange.onAbort(() -> toService.reset());
    var _ = toService.response().onSuccess(answer::begun).onFailure(_ -> answer.failed());
    toService.exceptionHandler(_ -> answer.failed());
    if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      var _ = request.response().writeContinue();
    }
    request.exceptionHandler(_ -> toService.reset());
    toService.setWriteQueueMaxSize(Listeners.WAITING_BYTES);
    request.handler(this::received);
    request.endHandler(_ -> receivedAll());
    request.resume();
  }

  private void received(Buffer part) {
    if (bytes == 0 && !toService.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      toService.setChunked(true);
    }
    bytes += part.length();
    if (bytes > exchange.mostBytes()) {
      exchange.fail(TOO_LARGE);
      var _ = toService.reset();
      return;
    }
    var _ = toService.write(part);
    if (toService.writeQueueFull()) {
      request.pause();
      toService.drainHandler(_ -> request.resume());
    }
  }

  private void receivedAll() {
    var _ = toService.end();
    exchange.sent(System.nanoTime() + answerNanos, this::late);
  }

  private void late() {
    exchange.fail(Forwarder.GATEWAY_TIMEOUT);
    var _ = toService.reset();
  }
}
