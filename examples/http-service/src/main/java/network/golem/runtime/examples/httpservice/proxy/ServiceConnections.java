package network.golem.runtime.examples.httpservice.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition.Upstream;
import org.jspecify.annotations.Nullable;

/// One thread's connections to the service. Those that are free are used again, the latest first.
final class ServiceConnections {
  private static final int CONNECT_MILLIS = 5000;

  /// Of an answer.
  private static final int HEADER_BYTES = 64 * 1024;

  /// Many servers close a connection after five seconds without a request.
  private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(4);

  /// Further requests wait until one is free.
  private static final int MOST = 4096;

  private final EventLoop loop;
  private final Upstream upstream;
  private final Bootstrap bootstrap;
  private final Deque<ServiceConnection> free = new ArrayDeque<>();
  private final Queue<Forwarding> waiting = new ArrayDeque<>();
  private int open;

  ServiceConnections(EventLoop loop, ServiceDefinition service) {
    this.loop = loop;
    upstream = service.to();
    HttpDecoderConfig config =
        new HttpDecoderConfig().setMaxHeaderSize(HEADER_BYTES).setMaxChunkSize(Proxy.PART_BYTES);
    SslContext ssl = upstream.secure() ? ssl() : null;
    bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Proxy.WAITING)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    ChannelPipeline pipeline = channel.pipeline();
                    if (ssl != null) {
                      pipeline.addLast(
                          ssl.newHandler(channel.alloc(), upstream.host(), upstream.port()));
                    }
                    ServiceDecoder decoder = new ServiceDecoder(config);
                    pipeline.addLast(
                        decoder,
                        new HttpRequestEncoder(),
                        new ServiceConnection(ServiceConnections.this, channel, decoder));
                  }
                });
  }

  /// Trusts whom Java trusts, and checks the service's name.
  private static SslContext ssl() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("every Java speaks TLS", e);
    }
  }

  /// Finds a connection for a request.
  void take(Forwarding request) {
    ServiceConnection connection = free.pollFirst();
    if (connection != null) {
      request.connected(connection);
    } else if (open < MOST) {
      open++;
      connect(request);
    } else {
      waiting.add(request);
    }
  }

  /// A connection is free, and can serve another request.
  void giveBack(ServiceConnection connection) {
    connection.free();
    Forwarding next = waiting();
    if (next == null) {
      free.addFirst(connection);
    } else {
      next.connected(connection);
    }
  }

  /// A connection has been closed.
  void closed(ServiceConnection connection) {
    boolean _ = free.remove(connection);
    closed();
  }

  private void closed() {
    open--;
    Forwarding next = waiting();
    if (next != null) {
      take(next);
    }
  }

  /// The next request that still wants a connection.
  private @Nullable Forwarding waiting() {
    Forwarding next = waiting.poll();
    while (next != null && next.isAborted()) {
      next = waiting.poll();
    }
    return next;
  }

  /// Closes connections that have not been used for long.
  void checkTime(long now) {
    for (Iterator<ServiceConnection> all = free.descendingIterator(); all.hasNext(); ) {
      ServiceConnection oldest = all.next();
      if (now - oldest.freeSince() <= KEEP_ALIVE_NANOS) {
        return;
      }
      all.remove();
      oldest.close();
    }
  }

  private void connect(Forwarding request) {
    String host = upstream.host();
    if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
      connect(request, List.of(new InetSocketAddress(host, upstream.port())).iterator());
      return;
    }
    resolve(
        host,
        addresses -> connect(request, addresses),
        failure -> {
          closed();
          request.notConnected(failure);
        });
  }

  /// Asks for a host's addresses, which may take long, on a thread of its own.
  private void resolve(
      String host, Consumer<Iterator<InetSocketAddress>> then, Consumer<Exception> otherwise) {
    var _ =
        Thread.ofVirtual()
            .start(() -> {
              try {
                List<InetSocketAddress> found =
                    List.of(InetAddress.getAllByName(host)).stream()
                        .map(address -> new InetSocketAddress(address, upstream.port()))
                        .toList();
                execute(() -> then.accept(found.iterator()));
              } catch (UnknownHostException | RuntimeException e) {
                execute(() -> otherwise.accept(e));
              }
            });
  }

  private void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException _) {
      // the proxy has been closed
    }
  }

  /// Tries one address after the other.
  private void connect(Forwarding request, Iterator<InetSocketAddress> addresses) {
    var _ =
        bootstrap
            .connect(addresses.next())
            .addListener((ChannelFuture connecting) -> {
              Throwable failure = connecting.cause();
              if (failure == null) {
                connected(request, connecting.channel());
              } else if (addresses.hasNext()) {
                connect(request, addresses);
              } else {
                closed();
                request.notConnected(failure);
              }
            });
  }

  private void connected(Forwarding request, Channel channel) {
    ServiceConnection connection = channel.pipeline().get(ServiceConnection.class);
    var _ = channel.closeFuture().addListener(_ -> closed(connection));
    @Nullable SslHandler secured = channel.pipeline().get(SslHandler.class);
    if (secured == null) {
      request.connected(connection);
      return;
    }
    var _ =
        secured
            .handshakeFuture()
            .addListener(agreed -> {
              if (agreed.isSuccess()) {
                request.connected(connection);
              } else {
                connection.close();
                request.notConnected(agreed.cause());
              }
            });
  }
}
