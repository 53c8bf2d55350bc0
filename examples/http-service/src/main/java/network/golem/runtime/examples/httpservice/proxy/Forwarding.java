package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/// Passes a request on, and then its answer, without keeping more of either than the other side has
/// room for. Used by one thread.
final class Forwarding {
  private static final int TOO_LARGE = 413;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final HttpClientRequest toService;
  private final long answerNanos;
  private long bytes;

  /// The service has gone before its answer could be passed on.
  private boolean lost;

  Forwarding(Exchange exchange, HttpClientRequest toService, long answerNanos) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.response = request.response();
    this.toService = toService;
    this.answerNanos = answerNanos;
  }

  void begin() {
    exchange.onAbort(() -> toService.reset());
    var _ = toService.response().onSuccess(this::answered).onFailure(_ -> noAnswer());
    toService.exceptionHandler(_ -> noAnswer());
    if (request.headers().contains(HttpHeaders.EXPECT, "100-continue", true)) {
      var _ = response.writeContinue();
    }
    request.exceptionHandler(_ -> toService.reset());
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

  /// The service cannot be reached any more, or has sent nonsense.
  private void noAnswer() {
    if (response.headWritten()) {
      cutOff();
    } else {
      lost = true;
      exchange.fail(Forwarder.BAD_GATEWAY);
    }
  }

  private void answered(HttpClientResponse answer) {
    answer.pause();
    exchange.onceCounted(() -> passOn(answer));
  }

  private void passOn(HttpClientResponse answer) {
    if (response.closed()) {
      var _ = toService.reset();
      return;
    }
    if (lost) {
      exchange.refuse(Forwarder.BAD_GATEWAY);
      return;
    }
    response.setStatusCode(answer.statusCode());
    if (request.version() != HttpVersion.HTTP_2) {
      response.setStatusMessage(answer.statusMessage());
    }
    Headers.toClient(answer.headers(), response.headers());
    boolean hasBody =
        !request.method().equals(HttpMethod.HEAD)
            && answer.statusCode() != NO_CONTENT
            && answer.statusCode() != NOT_MODIFIED;
    if (hasBody && !answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    answer.exceptionHandler(_ -> cutOff());
    answer.handler(part -> {
      var _ = response.write(part);
      if (response.writeQueueFull()) {
        answer.pause();
        response.drainHandler(_ -> answer.resume());
      }
    });
    answer.endHandler(_ -> {
      if (exchange.isOver()) {
        return;
      }
      if (response.isChunked()) {
        response.trailers().addAll(answer.trailers());
      }
      var _ = response.end();
      exchange.end();
    });
    answer.resume();
  }

  /// The answer is incomplete, and the client must notice.
  private void cutOff() {
    if (!exchange.isOver()) {
      exchange.end();
      var _ = response.reset();
    }
  }
}
