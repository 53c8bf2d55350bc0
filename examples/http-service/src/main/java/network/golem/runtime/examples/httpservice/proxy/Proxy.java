package network.golem.runtime.examples.httpservice.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.users.Users;

/// A reverse proxy that lets in the users of an activity, and counts their requests.
public final class Proxy {
  /// How much of a body is passed on at once, and how much of it may wait for a slow reader. With
  /// less, large bodies cost more system calls.
  static final int PART_BYTES = 64 * 1024;

  static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(PART_BYTES, 2 * PART_BYTES);

  private static final Duration CERTIFICATE_CHECK = Duration.ofSeconds(1);
  private static final Duration FINISH = Duration.ofMillis(800);
  private static final Duration CLOSE = Duration.ofMillis(300);

  private final ServiceDefinition service;
  private final BoundSockets sockets;
  private final EventLoopGroup threads;
  private final Map<EventExecutor, Worker> workers = new HashMap<>();
  private final List<ServerChannel> listening = new ArrayList<>();

  /// A proxy that does not accept connections yet.
  public Proxy(ServiceDefinition service, BoundSockets sockets) {
    this.service = service;
    this.sockets = sockets;
    int count =
        Math.max(1, service.cpuThreads().orElse(Runtime.getRuntime().availableProcessors()));
    threads =
        new MultiThreadIoEventLoopGroup(
            count, new DefaultThreadFactory("proxy", true), NioIoHandler.newFactory());
  }

  /// Accepts connections.
  public void open(Users users, RequestCounter counter) {
    for (EventExecutor thread : threads) {
      Worker worker = new Worker((EventLoop) thread, service, users, counter);
      workers.put(thread, worker);
      worker.begin();
    }
    Clients.Limit limit = new Clients.Limit(OpenFiles.most(service.limits().connections()));
    Clients open = new Clients(workers, Optional.empty());
    for (InetSocketAddress address : service.http()) {
      listen(address, open, limit);
    }
    if (service.certificate().isPresent()) {
      Certificates certificates = new Certificates(service.certificate().get());
      Clients secured = new Clients(workers, Optional.of(certificates));
      for (InetSocketAddress address : service.https()) {
        listen(address, secured, limit);
      }
      long period = CERTIFICATE_CHECK.toMillis();
      var _ =
          threads
              .next()
              .scheduleWithFixedDelay(
                  () -> {
                    var _ = Thread.ofVirtual().start(certificates::reload); // it reads files
                  },
                  period,
                  period,
                  TimeUnit.MILLISECONDS);
    }
  }

  private void listen(InetSocketAddress address, Clients clients, Clients.Limit limit) {
    ServerChannel channel = new Listening(sockets.next());
    listening.add(channel);
    var _ = channel.pipeline().addFirst(limit);
    var _ =
        new ServerBootstrap()
            .group(threads)
            .channelFactory(() -> channel)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING)
            .childHandler(clients)
            .bind(address)
            .syncUninterruptibly();
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

  /// Accepts nothing more, lets running requests finish for a moment, and ends the rest.
  public void close() throws InterruptedException {
    for (ServerChannel channel : listening) {
      var _ = channel.close().syncUninterruptibly();
    }
    CompletableFuture<?>[] finishing =
        workers.values().stream().map(Worker::finish).toArray(CompletableFuture[]::new);
    try {
      var _ = CompletableFuture.allOf(finishing).get(FINISH.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      // those that have not finished are closed now
    }
    // its threads are daemons, and the process ends
    boolean _ =
        threads
            .shutdownGracefully(0, CLOSE.toMillis(), TimeUnit.MILLISECONDS)
            .await(CLOSE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
