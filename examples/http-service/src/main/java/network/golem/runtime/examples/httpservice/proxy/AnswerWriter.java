package network.golem.runtime.examples.httpservice.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
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
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2Error;
import org.jspecify.annotations.Nullable;

/// Writes the answers to the requests of a connection, one after another; in HTTP/2, the only one
/// of a stream. Used by one thread.
final class AnswerWriter {
  private final Channel channel;
  private final Connection connection;
  private final boolean http2;
  private HttpVersion version = HttpVersion.HTTP_1_1;

  /// Whether the connection stays open after the answer.
  private boolean persistent;

  /// The last write of an answer in HTTP/2.
  private @Nullable ChannelFuture last;

  /// Whether only a reset shows that the answer is incomplete.
  private boolean endless;

  AnswerWriter(Channel channel, Connection connection, boolean http2) {
    this.channel = channel;
    this.connection = connection;
    this.http2 = http2;
  }

  Channel channel() {
    return channel;
  }

  /// What follows is the answer to this request.
  void begin(HttpRequest request) {
    version = request.protocolVersion();
    persistent = HttpUtil.isKeepAlive(request);
  }

  /// Tells the client to send the body that it has announced.
  void writeContinue() {
    if (version.isKeepAliveDefault()) { // HTTP/1.0 does not know it
      var _ = channel.writeAndFlush(empty(HttpResponseStatus.CONTINUE));
    }
  }

  /// Answers with nothing but a status.
  ///
  /// @param header names and values
  void refuse(HttpResponseStatus status, CharSequence... header) {
    HttpResponse response = empty(status);
    for (int i = 0; i < header.length; i += 2) {
      var _ = response.headers().set(header[i], header[i + 1]);
    }
    var _ = response.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
    writeHead(response);
    flush();
  }

  private static HttpResponse empty(HttpResponseStatus status) {
    return new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
  }

  /// Writes the head of an answer, or the whole answer.
  ///
  /// @param lengthUnknown whether it has a body that goes on until it ends
  void writeHead(HttpResponse response, boolean lengthUnknown) {
    if (lengthUnknown && !http2) {
      if (version.isKeepAliveDefault()) {
        HttpUtil.setTransferEncodingChunked(response, true);
      } else {
        persistent = false; // its end is that of the connection
        endless = true;
      }
    }
    writeHead(response);
  }

  private void writeHead(HttpResponse response) {
    if (!http2) {
      HttpUtil.setKeepAlive(response.headers(), version, !isLast());
    }
    write(response);
  }

  void writePart(HttpContent part) {
    write(part);
  }

  private void write(HttpObject part) {
    connection.sending();
    if (http2 && part instanceof LastHttpContent) {
      last = channel.write(part);
    } else {
      var _ = channel.write(part, channel.voidPromise());
    }
  }

  void flush() {
    var _ = channel.flush();
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /// Whether the connection is closed after the answer.
  boolean isLast() {
    return !persistent || connection.isLast();
  }

  /// The client must notice that its answer is incomplete.
  void cutOff() {
    if (http2) {
      var _ = channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
    }
    if (endless) {
      boolean _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    var _ = channel.close();
  }

  /// The answer is complete, and when it has been sent, the client need not send the rest of its
  /// request (RFC 9113, 8.1).
  void refuseRest() {
    if (last != null) {
      ChannelFutureListener refuse =
          _ -> {
            var _ = channel.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.NO_ERROR));
          };
      var _ = last.addListener(refuse);
    }
  }
}
