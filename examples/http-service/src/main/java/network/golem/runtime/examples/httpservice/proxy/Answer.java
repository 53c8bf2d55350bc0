package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/// Passes on what the service answers, once the request has been counted, without keeping more of
/// it than the client has room for. Used by one thread.
final class Answer {
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final Exchange exchange;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final HttpClientRequest toService;

  /// The service has gone before its answer could be passed on.
  private boolean lost;

  /// Whether what comes of the answer goes to the client at once.
  private boolean passing;

  Answer(Exchange exchange, HttpClientRequest toService) {
    this.exchange = exchange;
    this.request = exchange.request();
    this.response = request.response();
    this.toService = toService;
  }

  /// The service has begun to answer.
  void begun(HttpClientResponse answer) {
    answer.pause();
    answer.exceptionHandler(_ -> failed());
    exchange.onceCounted(() -> passOn(answer));
  }

  /// The service cannot be reached any more, or has sent nonsense.
  void failed() {
    if (passing) {
      cutOff();
    } else {
      lost = true;
      exchange.fail(Forwarder.BAD_GATEWAY);
    }
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
    response.setWriteQueueMaxSize(Listeners.WAITING_BYTES);
    if (hasBody && !answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
      response.setChunked(true);
    }
    passing = true;
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
    if (!exchange.isOver()) { // the rest is still to come
      exchange.context().runOnContext(_ -> writeHead()); // alone, if no part of the body has come
    }
  }

  private void writeHead() {
    if (!exchange.isOver() && !response.headWritten()) {
      var _ = response.writeHead();
    }
  }

  /// The answer is incomplete, and the client must notice.
  private void cutOff() {
    if (!exchange.isOver()) {
      exchange.end();
      var _ = response.reset();
    }
  }
}
