package network.golem.runtime.examples.httpservice.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Passes a request on, without keeping more of it than the service has room for. Used by one
/// thread.
final class Forwarding {
  private static final int TOO_LARGE = 413;
  private static final Set<HttpMethod> IDEMPOTENT =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.TRACE,
          HttpMethod.PUT,
          HttpMethod.DELETE);

  private final Exchange exchange;
  private final ServiceConnections connections;
  private final Answer answer;
  private final long answerNanos;
  private @Nullable ServiceConnection toService;
  private boolean headWritten;
  private boolean complete;
  private boolean again;
  private boolean aborted;
  private long bytes;

  Forwarding(
      Exchange exchange, ServiceConnections connections, long answerNanos, boolean webSocket) {
    this.exchange = exchange;
    this.connections = connections;
    this.answer = new Answer(exchange, webSocket);
    this.answerNanos = answerNanos;
  }

  Answer answer() {
    return answer;
  }

  /// Finds a connection to the service, within the time that it has for an answer.
  void begin() {
    exchange.due(System.nanoTime() + answerNanos);
    connections.take(this);
  }

  boolean isAborted() {
    return aborted;
  }

  HttpMethod method() {
    return exchange.request().method();
  }

  /// Whether the whole request has been passed on.
  boolean isComplete() {
    return complete;
  }

  /// There is a connection to the service.
  void connected(ServiceConnection connection) {
    if (aborted || exchange.isOver()) {
      connections.giveBack(connection);
      return;
    }
    toService = connection;
    connection.serve(this);
    exchange.due(0); // the client may take its time
    if (again) {
      finish(connection, LastHttpContent.EMPTY_LAST_CONTENT);
      return;
    }
    if (exchange.expectsContinue()) {
      exchange.client().writer().writeContinue();
    }
    exchange.client().resume();
    if (!exchange.client().isReading()) {
      flush();
    }
  }

  /// There is none.
  void notConnected(Throwable cause) {
    exchange.fail(
        cause instanceof ConnectTimeoutException
            ? Forwarder.GATEWAY_TIMEOUT
            : Forwarder.BAD_GATEWAY);
  }

  /// Passes on a part of the body.
  void received(HttpContent part) {
    ServiceConnection to = toService;
    if (to == null || aborted) {
      boolean _ = part.release();
      return;
    }
    bytes += part.content().readableBytes();
    if (bytes > exchange.mostBytes()) {
      boolean _ = part.release();
      exchange.breakOff(TOO_LARGE);
      return;
    }
    if (part instanceof LastHttpContent) {
      finish(to, part);
    } else {
      writeHead(to);
      to.write(part);
      if (!to.isWritable()) {
        exchange.client().pause();
        to.flush();
      }
    }
  }

  private void finish(ServiceConnection to, HttpContent last) {
    if (!headWritten && !last.content().isReadable()) {
      headWritten = true;
      boolean _ = last.release();
      HttpRequest head = exchange.request();
      to.write(
          new DefaultFullHttpRequest(
              head.protocolVersion(),
              head.method(),
              head.uri(),
              Unpooled.EMPTY_BUFFER,
              head.headers(),
              EmptyHttpHeaders.INSTANCE));
    } else {
      writeHead(to);
      // trailers of a client's might be taken for headers
      to.write(new DefaultHttpContent(last.content()));
      to.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
    complete = true;
    to.flush();
    exchange.due(System.nanoTime() + answerNanos);
  }

  private void writeHead(ServiceConnection to) {
    if (!headWritten) {
      headWritten = true;
      to.write(exchange.request());
    }
  }

  /// Sends the request once more: the service has closed a connection that it had kept open, as it
  /// may at any time, just when the request came (RFC 9112, 9.3.1).
  ///
  /// @return false if that might have another effect than sending it once
  boolean again() {
    if (aborted || !complete || bytes > 0 || !IDEMPOTENT.contains(exchange.request().method())) {
      return false;
    }
    again = true;
    headWritten = false;
    released();
    connections.take(this);
    return true;
  }

  /// Sends what has been written.
  void flush() {
    if (toService != null && !complete && !aborted) {
      writeHead(toService);
      toService.flush();
    }
  }

  /// The service has room for more.
  void writable() {
    exchange.client().resume();
    flush();
  }

  /// The connection is not this request's any more.
  void released() {
    toService = null;
    answer.comesFrom(null);
  }

  /// Ends the request to the service, because the client has gone, or time is up.
  void abort() {
    aborted = true;
    answer.drop();
    if (toService != null) {
      toService.abandon();
    }
  }
}
