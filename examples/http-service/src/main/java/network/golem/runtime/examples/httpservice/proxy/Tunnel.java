package network.golem.runtime.examples.httpservice.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import java.util.ArrayDeque;
import java.util.Queue;

/// Passes on a WebSocket: once the service has agreed to it, everything that either side sends.
/// Used by one thread.
final class Tunnel {
  private final Exchange exchange;
  private final Channel client;
  private final Channel service;

  Tunnel(Exchange exchange, ServiceConnection service) {
    this.exchange = exchange;
    this.client = exchange.client().channel();
    this.service = service.channel();
  }

  /// Tells the client that the service has agreed, and joins the two.
  ///
  /// @param early what the service has sent already
  void open(HttpResponse head, Queue<Object> early) {
    HttpHeaders headers = head.headers();
    Headers.toClient(headers);
    var _ = headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    var _ = headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
    var _ =
        client.writeAndFlush(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                head.status(),
                Unpooled.EMPTY_BUFFER,
                headers,
                EmptyHttpHeaders.INSTANCE));
    exchange.tunnelled();
    Relay toService = new Relay(service);
    Relay toClient = new Relay(client);
    toClient.early.addAll(early);
    replace(client.pipeline(), toService, Requests.class, HttpServerCodec.class);
    replace(
        service.pipeline(),
        toClient,
        ServiceConnection.class,
        HttpRequestEncoder.class,
        ServiceDecoder.class);
    toService.open();
    toClient.open();
    var _ = client.closeFuture().addListener(_ -> exchange.gone());
    early.clear();
    var _ = service.config().setAutoRead(true);
    var _ = client.config().setAutoRead(true);
  }

  /// What a codec has read and not understood goes to the relay when the codec is removed.
  @SafeVarargs
  private static void replace(
      ChannelPipeline pipeline, Relay relay, Class<? extends ChannelHandler>... handlers) {
    var _ = pipeline.addLast(relay);
    for (Class<? extends ChannelHandler> handler : handlers) {
      var _ = pipeline.remove(handler);
    }
  }

  /// Passes on what one side sends, as fast as the other takes it.
  private final class Relay extends ChannelInboundHandlerAdapter {
    private final Channel to;

    /// What has come while the other side still had its codec.
    private final Queue<Object> early = new ArrayDeque<>(1);

    private boolean open;

    Relay(Channel to) {
      this.to = to;
    }

    void open() {
      open = true;
      while (!early.isEmpty()) {
        write(early.remove());
      }
      var _ = to.flush();
    }

    private void write(Object message) {
      exchange.client().connection().sending();
      var _ = to.write(message, to.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (open) {
        write(message);
      } else {
        early.add(message);
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      var _ = to.flush();
      if (!to.isWritable()) {
        var _ = context.channel().config().setAutoRead(false);
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        var _ = to.config().setAutoRead(true);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (to.isActive()) {
        var _ = to.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
