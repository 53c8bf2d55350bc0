package network.golem.runtime.examples.httpservice.proxy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// A client's connection, and what is running on it. The first handler of its channel; used by one
/// thread.
final class Connection extends ChannelInboundHandlerAdapter {
  private static final int REQUEST_TIMEOUT = 408;
  private static final long LINGER_NANOS = 1_000_000_000;

  private final Worker worker;
  private final Channel channel;
  private final boolean secure;
  private final String client;
  private final List<Exchange> running = new ArrayList<>(1);
  private long idleSince = System.nanoTime();
  private boolean closing;
  private boolean finishing;

  /// Whether something has been received since the last check.
  private boolean received;

  /// Whether something has been written since the last check.
  private boolean written;

  /// How much waited to be sent at the last check.
  private long unsent;

  private long movedAt = idleSince;

  /// @param secure whether the client speaks TLS
  Connection(Worker worker, Channel channel, boolean secure) {
    this.worker = worker;
    this.channel = channel;
    this.secure = secure;
    client = ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
  }

  Worker worker() {
    return worker;
  }

  /// By which scheme the client came.
  String scheme() {
    return secure ? "https" : "http";
  }

  /// The client's address.
  String client() {
    return client;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    worker.connected(this);
    var _ = context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    worker.disconnected(this);
    var _ = context.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    received = true;
    var _ = context.fireChannelRead(message);
  }

  /// Something is being sent to the client.
  void sending() {
    written = true;
  }

  void begun(Exchange exchange) {
    running.add(exchange);
  }

  void ended(Exchange exchange) {
    running.remove(exchange);
    idleSince = System.nanoTime();
    if (finishing && running.isEmpty()) {
      closeAfterAnswer();
    }
  }

  /// Closes the connection when the client has had the time to read the answer. If it were closed
  /// at once, with data unread, the system would reset it, and the answer could be lost.
  void closeSoon() {
    if (!closing) {
      closing = true;
      idleSince = System.nanoTime();
    }
  }

  /// Tells the client, when everything has been sent, that nothing more comes. In TLS, only the
  /// answer's head says so.
  void endOutput() {
    if (!secure && channel instanceof DuplexChannel duplex) {
      ChannelFutureListener end =
          _ -> {
            var _ = duplex.shutdownOutput();
          };
      var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(end);
    }
  }

  /// Closes the connection when everything has been sent.
  void closeAfterAnswer() {
    var _ = channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /// Serves no further requests.
  void finish() {
    finishing = true;
    if (running.isEmpty()) {
      closeAfterAnswer();
    }
  }

  /// Whether it is closed after the answers to the requests that are running.
  boolean isLast() {
    return closing || finishing;
  }

  /// Closes the connection if no request has come for too long, even if a client sends one byte of
  /// it now and then, or if nothing moves; ends requests that take too long.
  void checkTime(long now, long idleNanos, long stillNanos, long requestNanos) {
    if (hasMoved()) {
      movedAt = now;
    }
    if (now - movedAt > stillNanos) {
      close();
      return;
    }
    if (running.isEmpty()) {
      if (now - idleSince > (closing ? LINGER_NANOS : idleNanos)) {
        close();
      }
      return;
    }
    for (Exchange exchange : List.copyOf(running)) {
      exchange.checkTime(now, stillNanos, requestNanos, REQUEST_TIMEOUT);
    }
  }

  /// At once: HTTP/2 and TLS would say farewell first, to a client that may not listen.
  private void close() {
    channel.unsafe().close(channel.newPromise());
  }

  private boolean hasMoved() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    long now = waiting == null ? 0 : waiting.totalPendingWriteBytes() - waiting.currentProgress();
    // what has been written and does not wait any more has been sent
    boolean moved = received || now != unsent || (written && now == 0);
    received = false;
    written = false;
    unsent = now;
    return moved;
  }
}
