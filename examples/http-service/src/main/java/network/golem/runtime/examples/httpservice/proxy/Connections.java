package network.golem.runtime.examples.httpservice.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.vertx.core.transport.Transport;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Java's own sockets, on which only so many clients are connected at once. Further ones are closed
/// when they are accepted: Vert.x tells of a client only when it has sent something, so silent ones
/// would neither be counted there nor closed.
final class Connections implements Transport, io.vertx.core.spi.transport.Transport {
  private final io.vertx.core.spi.transport.Transport sockets = Transport.NIO.implementation();
  private final BoundSockets bound;
  private final Limit limit;

  /// @param bound what clients connect to
  /// @param most how many clients, on all addresses
  /// @param patience how long a client may be silent at first
  Connections(BoundSockets bound, int most, Duration patience) {
    this.bound = bound;
    limit = new Limit(most, patience);
  }

  /// Stands before what gives a new connection to one of the threads.
  @Sharable
  private static final class Limit extends ChannelInboundHandlerAdapter {
    private final AtomicInteger connected = new AtomicInteger();
    private final int most;
    private final Duration patience;

    Limit(int most, Duration patience) {
      this.most = most;
      this.patience = patience;
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
      var _ = client.pipeline().addFirst(new Silence(patience));
      var _ = context.fireChannelRead(message);
    }
  }

  /// Closes a client that sends nothing.
  private static final class Silence extends ChannelInboundHandlerAdapter {
    private final Duration patience;
    private @Nullable Future<?> closing;

    Silence(Duration patience) {
      this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      Runnable close =
          () -> {
            var _ = context.close();
          };
      closing = context.executor().schedule(close, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var _ = context.pipeline().remove(this);
      var _ = context.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
      if (closing != null) {
        boolean _ = closing.cancel(false);
      }
    }
  }

  @Override
  public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
    return () -> {
      ServerChannel channel = new Listening(bound.next());
      var _ = channel.pipeline().addFirst(limit);
      return channel;
    };
  }

  /// A socket that has been bound before Netty was there.
  private static final class Listening extends NioServerSocketChannel {
    private volatile boolean begun;

    Listening(ServerSocketChannel socket) {
      super(socket);
    }

    /// False until Netty's bind: Netty is still setting up the channel.
    @Override
    public boolean isActive() {
      return begun && super.isActive();
    }

    @Override
    protected void doBind(SocketAddress address) {
      begun = true;
    }
  }

  @Override
  public String name() {
    return "limited NIO";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return this;
  }

  @Override
  public IoHandlerFactory ioHandlerFactory() {
    return sockets.ioHandlerFactory();
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still demands it
  public DatagramChannel datagramChannel(InternetProtocolFamily family) {
    return sockets.datagramChannel(family);
  }

  @Override
  public ChannelFactory<? extends DatagramChannel> datagramChannelFactory() {
    return sockets.datagramChannelFactory();
  }

  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return sockets.channelFactory(domainSocket);
  }
}
