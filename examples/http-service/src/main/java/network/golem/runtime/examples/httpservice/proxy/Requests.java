package network.golem.runtime.examples.httpservice.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Reads the requests of a connection, one after another, and writes their answers; in HTTP/2, the
/// only one of a stream. The last handler of its channel; used by one thread.
final class Requests extends ChannelInboundHandlerAdapter {
  private final Connection connection;
  private final boolean http2;

  /// What has been read too early: parts of a body that is not wanted yet, or further requests.
  private final Queue<HttpObject> held = new ArrayDeque<>(2);

  private @Nullable Channel channel;

  /// What is being received or answered.
  private @Nullable Exchange exchange;

  private HttpVersion version = HttpVersion.HTTP_1_1;

  /// Whether the connection stays open after the answer.
  private boolean persistent;

  private boolean receiving;
  private boolean reading;
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

  Channel channel() {
    return Objects.requireNonNull(channel);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = context.channel();
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
    version = request.protocolVersion();
    persistent = HttpUtil.isKeepAlive(request);
    receiving = true;
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
    persistent = false;
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
    version = HttpVersion.HTTP_1_1;
    HttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    var _ = response.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
    writeHead(response);
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

  /// Tells the client to send the body that it has announced.
  void writeContinue() {
    var _ =
        channel()
            .writeAndFlush(
                new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
  }

  /// Whether an answer of unknown length can be told from one that is cut off.
  boolean canChunk() {
    return http2 || version.isKeepAliveDefault();
  }

  /// Writes the head of an answer, or the whole answer.
  void writeHead(HttpResponse response) {
    if (!http2) {
      if (connection.isLast() || (!canChunk() && !HttpUtil.isContentLengthSet(response))) {
        persistent = false;
      }
      HttpUtil.setKeepAlive(response.headers(), version, persistent);
    }
    var _ = channel().write(response, channel().voidPromise());
  }

  void writePart(HttpContent part) {
    var _ = channel().write(part, channel().voidPromise());
  }

  void flush() {
    var _ = channel().flush();
  }

  boolean isWritable() {
    return channel().isWritable();
  }

  /// The answer has been written. What still comes of its request is dropped.
  void answered() {
    answered = true;
    if (http2) {
      if (receiving) {
        discard();
      }
    } else if (!persistent || connection.isLast()) {
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

  /// Drops all that still comes.
  private void discard() {
    discarding = true;
    takeHeld();
  }

  /// The client must notice that its answer is incomplete.
  void cutOff() {
    if (http2) {
      var _ = channel().writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    }
    var _ = channel().close();
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
    if (exchange != null && isWritable()) {
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
