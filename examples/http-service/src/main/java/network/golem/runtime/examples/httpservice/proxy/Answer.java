package network.golem.runtime.examples.httpservice.proxy;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Passes on what the service answers, once the request has been counted, without keeping more of
/// it than the client has room for. Used by one thread.
final class Answer {
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int NOT_MODIFIED = 304;

  private final Exchange exchange;
  private final AnswerWriter client;
  private final boolean webSocket;
  private final boolean toHead;
  private @Nullable ServiceConnection service;

  /// The head of an answer of which more may be there to read.
  private @Nullable HttpResponse begun;

  /// What has come before the request was counted.
  private final Queue<Object> held = new ArrayDeque<>(2);

  private long heldBytes;

  /// The service has gone before its answer could be passed on.
  private boolean lost;

  /// Whether what comes of the answer goes to the client at once.
  private boolean passing;

  private boolean dropped;

  /// Since when the client has had no room for more; 0 if it has.
  private long waitingSince;

  Answer(Exchange exchange, boolean webSocket) {
    this.exchange = exchange;
    this.client = exchange.client().writer();
    this.webSocket = webSocket;
    toHead = exchange.request().method().equals(HttpMethod.HEAD);
  }

  /// @param connection null once all of it has come
  void comesFrom(@Nullable ServiceConnection connection) {
    service = connection;
  }

  /// The service has begun to answer. Most answers are short, and have come as a whole when
  /// everything is read that is there; then they are sent as a whole.
  void begun(HttpResponse head) {
    begun = head;
  }

  private void ready() {
    HttpResponse head = begun;
    if (head != null) {
      begun = null;
      exchange.onceCounted(() -> passOn(head));
    }
  }

  /// The service has agreed to a WebSocket.
  ///
  /// @return false if it has not been asked
  boolean switched(HttpResponse head) {
    ServiceConnection connection = service;
    if (!webSocket || connection == null) {
      return false;
    }
    connection.setReading(false);
    // not at once: it removes the codec which has just read this
    Executor later = client.channel().eventLoop();
    exchange.onceCounted(() -> later.execute(() -> open(head, connection)));
    return true;
  }

  private void open(HttpResponse head, ServiceConnection connection) {
    if (lost) {
      drop();
      exchange.refuse(Forwarder.BAD_GATEWAY);
    } else if (!dropped && exchange.client().hasMore()) { // it has not waited for the answer
      drop();
      exchange.refuse(BAD_REQUEST);
      connection.abandon();
    } else if (!dropped) {
      exchange.headSent();
      new Tunnel(exchange, connection).open(head, held);
    }
  }

  /// A part of the answer's body has come.
  void received(HttpContent part) {
    if (dropped) {
      boolean _ = part.release();
    } else if (passing) {
      write(part);
    } else {
      heldBytes += part.content().readableBytes();
      held.add(part);
      if (part instanceof LastHttpContent) {
        ready();
      } else if (heldBytes > Proxy.PART_BYTES && service != null) {
        service.setReading(false);
      }
    }
  }

  /// What the service has sent through a WebSocket before the client knew that it is open.
  void early(Object data) {
    if (dropped) {
      boolean _ = ReferenceCountUtil.release(data);
    } else {
      held.add(data);
    }
  }

  /// The service cannot be reached any more, or has sent nonsense.
  void failed() {
    if (dropped) {
      return;
    }
    if (passing) {
      if (!exchange.isOver()) {
        exchange.cutOff();
      }
    } else {
      lost = true;
      begun = null;
      held.forEach(ReferenceCountUtil::release);
      held.clear();
      exchange.fail(Forwarder.BAD_GATEWAY);
    }
  }

  /// The client does not want it any more.
  void drop() {
    dropped = true;
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  private void passOn(HttpResponse head) {
    if (dropped) {
      return;
    }
    if (lost) {
      drop();
      exchange.refuse(Forwarder.BAD_GATEWAY);
      return;
    }
    HttpHeaders headers = head.headers();
    Headers.toClient(headers);
    var _ = head.setProtocolVersion(HttpVersion.HTTP_1_1);
    boolean lengthUnknown = hasBody(head) && !HttpUtil.isContentLengthSet(head);
    passing = true;
    exchange.headSent();
    if (held.size() == 1 && held.peek() instanceof LastHttpContent all) {
      held.clear();
      client.writeHead(
          new DefaultFullHttpResponse(
              head.protocolVersion(), head.status(), all.content(), headers, all.trailingHeaders()),
          lengthUnknown);
      finish();
      return;
    }
    client.writeHead(head, lengthUnknown);
    while (held.poll() instanceof HttpContent part) {
      write(part);
    }
    if (!exchange.isOver()) { // the rest is still to come
      client.flush();
      resume();
    }
  }

  private boolean hasBody(HttpResponse head) {
    int status = head.status().code();
    return !toHead && status != NO_CONTENT && status != NOT_MODIFIED;
  }

  private void write(HttpContent part) {
    boolean last = part instanceof LastHttpContent;
    client.writePart(part);
    if (last) {
      finish();
    } else if (!client.isWritable()) {
      client.flush();
      if (!client.isWritable() && service != null) {
        service.setReading(false);
        waitingSince = System.nanoTime();
      }
    }
  }

  private void finish() {
    client.flush();
    exchange.end();
  }

  /// All that was there to read has come.
  void flush() {
    ready();
    if (passing && !exchange.isOver()) {
      client.flush();
    }
  }

  /// Whether the client has had no room for more for so long, although its connection lives.
  boolean waitsLonger(long now, long nanos) {
    return waitingSince != 0 && now - waitingSince > nanos;
  }

  /// The client has room for more.
  void resume() {
    waitingSince = 0;
    if (passing && service != null && !exchange.isOver()) {
      service.setReading(true);
    }
  }
}
