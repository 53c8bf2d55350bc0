package network.golem.runtime.examples.httpservice.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads the requests of a connection, one after another, and writes their answers; in HTTP/2, the
/// only one of a stream. The last handler of its channel; used by one thread.
final class Requests extends ChannelInboundHandlerAdapter {
  private static final long LINGER_MILLIS = 1000;

  private final Connection connection;
  private final boolean http2;

  /// What has been read too early: parts of a body that is not wanted yet, or further requests.
  private final Queue<HttpObject> held = new ArrayDeque<>(2);

  private @Nullable AnswerWriter writer;

  /// What is being received or answered.
  private @Nullable Exchange exchange;

  private boolean receiving;
  private boolean reading;

  /// Whether the end of the current request has been read, even if it is not wanted yet.
  private boolean wholeRead;

  private boolean paused;
  private boolean answered;
  private boolean taking;

  /// Whether everything that still comes is dropped.
  private boolean discarding;

  Requests(Connection connection, boolean http2) {
    this.connection = connection;
    this.http2 = http2;
  }

  Connection connection() {
    return connection;
  }

  boolean isHttp2() {
    return http2;
  }

  /// Writes the answers.
  AnswerWriter writer() {
    return Objects.requireNonNull(writer);
  }

  Channel channel() {
    return writer().channel();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    writer = new AnswerWriter(context.channel(), connection, http2);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    reading = true;
    if (message instanceof HttpObject object) {
      take(object);
    } else {
      boolean _ = ReferenceCountUtil.release(message);
    }
  }

  private void take(HttpObject object) {
    if (held.isEmpty() && isWanted(object)) {
      accept(object);
      return;
    }
    held.add(object);
    if (object instanceof LastHttpContent && receiving && exchange != null && !wholeRead) {
      wholeRead = true;
      exchange.receivedAll();
    }
    if (!LastHttpContent.EMPTY_LAST_CONTENT.equals(object)) {
      var _ = channel().config().setAutoRead(false);
    }
  }

  private boolean isWanted(HttpObject object) {
    return discarding || (object instanceof HttpRequest ? exchange == null : !paused);
  }

  /// Takes what is held, as far as it is wanted now.
  private void takeHeld() {
    if (taking) {
      return; // what is taken may end its request at once
    }
    taking = true;
    try {
      for (HttpObject next = held.peek(); next != null && isWanted(next); next = held.peek()) {
        accept(held.remove());
      }
    } finally {
      taking = false;
    }
    if (held.isEmpty()) {
      var _ = channel().config().setAutoRead(true);
    }
    if (!reading && exchange != null) {
      exchange.receivedSome();
    }
  }

  private void accept(HttpObject object) {
    if (discarding) {
      boolean _ = ReferenceCountUtil.release(object);
    } else if (object.decoderResult().isFailure()) {
      malformed(object);
    } else if (object
        instanceof FullHttpRequest whole) { // a stream that begins and ends with headers
      begin(
          new DefaultHttpRequest(
              whole.protocolVersion(), whole.method(), whole.uri(), whole.headers()));
      boolean _ = whole.release();
      take(LastHttpContent.EMPTY_LAST_CONTENT);
    } else if (object instanceof HttpRequest request) {
      begin(request);
    } else if (object instanceof HttpContent part) {
      receive(part);
    }
  }

  private void begin(HttpRequest request) {
    writer().begin(request);
    receiving = true;
    wholeRead = false;
    paused = true;
    answered = false;
    Exchange begun =
        new Exchange(request, this, connection.worker().service().limits().bodyBytes());
    exchange = begun;
    connection.begun(begun);
    connection.worker().gate().handle(begun);
  }

  private void receive(HttpContent part) {
    boolean last = part instanceof LastHttpContent;
    if (last) {
      receiving = false;
    }
    Exchange current = exchange;
    if (current == null) {
      boolean _ = part.release();
      return;
    }
    current.received(part);
    if (last && answered && exchange == current) {
      next();
    }
  }

  /// The next request may come.
  private void next() {
    exchange = null;
    answered = false;
    if (!held.isEmpty()) {
      takeHeld();
    }
  }

  /// Nothing after this can be understood.
  private void malformed(HttpObject object) {
    Throwable cause = object.decoderResult().cause();
    boolean _ = ReferenceCountUtil.release(object);
    discarding = true;
    connection.closeSoon();
    if (exchange != null) {
      exchange.malformed();
      return;
    }
    HttpResponseStatus status =
        cause instanceof TooLongHttpLineException
            ? HttpResponseStatus.REQUEST_URI_TOO_LONG
            : cause instanceof TooLongHttpHeaderException
                ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                : HttpResponseStatus.BAD_REQUEST;
    writer().refuse(status);
    connection.endOutput();
  }

  /// Parts of the body are wanted now.
  void resume() {
    paused = false;
    if (!held.isEmpty()) {
      takeHeld();
    }
  }

  /// Whether more may be there to read at once.
  boolean isReading() {
    return reading;
  }

  /// No further parts of the body are wanted for now.
  void pause() {
    paused = true;
  }

  /// The answer has been written. What still comes of its request is dropped.
  void answered() {
    answered = true;
    if (http2) {
      if (receiving) {
        discard();
        // not at once: a client may not read the answer before the reset
        var _ =
            channel().eventLoop().schedule(this::refuseRest, LINGER_MILLIS, TimeUnit.MILLISECONDS);
      }
    } else if (writer().isLast()) {
      discard();
      if (receiving) {
        connection.closeSoon();
        connection.endOutput();
      } else {
        connection.closeAfterAnswer();
      }
    } else if (!receiving) {
      next();
    } else {
      resume();
    }
  }

  private void refuseRest() {
    if (receiving && channel().isActive()) {
      writer().refuseRest();
    }
  }

  /// Whether more has been read than the request that is being answered.
  boolean hasMore() {
    return !held.isEmpty();
  }

  /// Drops all that still comes.
  private void discard() {
    discarding = true;
    takeHeld();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    reading = false;
    if (exchange != null) {
      exchange.receivedSome();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (exchange != null && writer().isWritable()) {
      exchange.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    drop();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  private void drop() {
    discarding = true;
    held.forEach(ReferenceCountUtil::release);
    held.clear();
    if (exchange != null) {
      exchange.gone();
    }
  }

  /// The connection is broken.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
