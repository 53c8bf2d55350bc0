package network.golem.runtime.examples.httpservice.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Sets up the connections of clients: which protocol they speak, and who reads their requests.
final class Clients extends ChannelInitializer<Channel> {
  private static final int URL_BYTES = 8192;
  private static final long MOST_STREAMS = 100;

  /// How many requests a client may send without waiting for answers; one read may have as many.
  private static final int MOST_PIPELINED = 4096;

  private final Map<EventExecutor, Worker> workers;
  private final Optional<Certificates> certificates;

  /// @param certificates if the clients speak TLS
  Clients(Map<EventExecutor, Worker> workers, Optional<Certificates> certificates) {
    this.workers = workers;
    this.certificates = certificates;
  }

  @Override
  protected void initChannel(Channel channel) {
    Worker worker = Objects.requireNonNull(workers.get(channel.eventLoop()));
    Connection connection = new Connection(worker, channel, certificates.isPresent());
    ChannelPipeline pipeline = channel.pipeline().addLast(connection);
    if (certificates.isPresent()) {
      pipeline.addLast(certificates.get().handler(channel.alloc()), new Negotiation(connection));
    } else {
      pipeline.addLast(new Preface(connection));
    }
  }

  private static void speakHttp1(ChannelPipeline pipeline, Connection connection) {
    HttpDecoderConfig config =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(URL_BYTES)
            .setMaxHeaderSize(connection.worker().service().limits().headerBytes())
            .setMaxChunkSize(Proxy.PART_BYTES);
    pipeline.addLast(new HttpServerCodec(config, MOST_PIPELINED), new Requests(connection, false));
  }

  private static void speakHttp2(ChannelPipeline pipeline, Connection connection) {
    int headerBytes = connection.worker().service().limits().headerBytes();
    Http2Settings settings =
        Http2Settings.defaultSettings()
            .maxConcurrentStreams(MOST_STREAMS)
            .maxHeaderListSize(headerBytes);
    pipeline.addLast(
        Http2FrameCodecBuilder.forServer().initialSettings(settings).build(),
        new Http2MultiplexHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel stream) {
                stream
                    .pipeline()
                    .addLast(
                        new Http2StreamFrameToHttpObjectCodec(true),
                        new Requests(connection, true));
              }
            }),
        new End());
  }

  /// Closes connections that are broken. Those of HTTP/1.1 have [Requests] in its place.
  private static final class End extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  /// In cleartext, a client that speaks HTTP/2 begins with its preface (RFC 9113, 3.3).
  private static final class Preface extends ByteToMessageDecoder {
    private static final byte[] BEGINNING = "PRI ".getBytes(StandardCharsets.US_ASCII);

    private final Connection connection;

    Preface(Connection connection) {
      this.connection = connection;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
      int length = Math.min(in.readableBytes(), BEGINNING.length);
      boolean http2 = true;
      for (int i = 0; i < length; i++) {
        http2 &= in.getByte(in.readerIndex() + i) == BEGINNING[i];
      }
      if (!http2) {
        speakHttp1(context.pipeline(), connection);
      } else if (length == BEGINNING.length) {
        speakHttp2(context.pipeline(), connection);
      } else {
        return; // not enough to tell
      }
      var _ = context.pipeline().remove(this); // passes on what has been read
    }
  }

  /// In TLS, both sides agree on a protocol.
  private static final class Negotiation extends ApplicationProtocolNegotiationHandler {
    private final Connection connection;

    Negotiation(Connection connection) {
      super(ApplicationProtocolNames.HTTP_1_1);
      this.connection = connection;
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext context, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        speakHttp2(context.pipeline(), connection);
      } else {
        speakHttp1(context.pipeline(), connection);
      }
    }

    /// A client that does not trust the certificate, or is none.
    @Override
    protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  /// Only so many clients are connected at once: further ones are closed when they are accepted.
  /// Stands before what gives a new connection to one of the threads.
  @Sharable
  static final class Limit extends ChannelInboundHandlerAdapter {
    private final AtomicInteger connected = new AtomicInteger();
    private final int most;

    /// @param most how many clients, on all addresses
    Limit(int most) {
      this.most = most;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      Channel client = (Channel) message;
      if (connected.incrementAndGet() > most) {
        int _ = connected.decrementAndGet();
        client.unsafe().closeForcibly();
        return;
      }
      var _ = client.closeFuture().addListener(_ -> connected.decrementAndGet());
      var _ = context.fireChannelRead(message);
    }
  }
}
