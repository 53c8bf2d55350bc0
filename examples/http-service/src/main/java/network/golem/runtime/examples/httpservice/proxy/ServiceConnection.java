package network.golem.runtime.examples.httpservice.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// A connection to the service, which serves one request after another. The last handler of its
/// channel; used by one thread.
final class ServiceConnection extends ChannelInboundHandlerAdapter {
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int LEAST_STATUS = 100;
  private static final int LARGEST_STATUS = 999;

  private final ServiceConnections connections;
  private final Channel channel;
  private final ServiceDecoder decoder;
  private @Nullable Forwarding serving;
  private boolean persistent;

  /// Whether what comes belongs to an answer before the real one, such as 103.
  private boolean interim;

  /// Whether it has served a request before this one.
  private boolean reused;

  /// Whether something has come of the answer.
  private boolean begun;

  /// Whether it is free when what is there to read has been read. What came besides the answer
  /// would be taken for the answer to the next request.
  private boolean reusable;

  private boolean served;
  private long freeSince;

  ServiceConnection(ServiceConnections connections, Channel channel, ServiceDecoder decoder) {
    this.connections = connections;
    this.channel = channel;
    this.decoder = decoder;
  }

  Channel channel() {
    return channel;
  }

  void serve(Forwarding request) {
    serving = request;
    reused = served;
    begun = false;
    decoder.expect(request.method());
    request.answer().comesFrom(this);
  }

  /// Its last request needs it no more.
  void free() {
    served = true;
    freeSince = System.nanoTime();
  }

  long freeSince() {
    return freeSince;
  }

  void write(HttpObject part) {
    var _ = channel.write(part, channel.voidPromise());
  }

  void flush() {
    var _ = channel.flush();
  }

  boolean isWritable() {
    return channel.isWritable();
  }

  /// Whether more of the answer is read.
  void setReading(boolean reading) {
    var _ = channel.config().setAutoRead(reading);
  }

  void close() {
    var _ = channel.close();
  }

  /// Its request needs it no more.
  void release(Forwarding request) {
    serving = null;
    request.released();
  }

  /// Nobody waits for the answer any more.
  void abandon() {
    serving = null;
    close();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Forwarding request = serving;
    begun = true;
    if (request == null) { // nobody has asked for it
      boolean _ = ReferenceCountUtil.release(message);
      reusable = false;
      close();
    } else if (!(message instanceof HttpObject object)) { // after 101
      request.answer().early(message);
    } else if (object.decoderResult().isFailure()) {
      boolean _ = ReferenceCountUtil.release(message);
      fail();
    } else if (object instanceof HttpResponse head) {
      begun(request, head);
    } else if (object instanceof HttpContent part) {
      received(request, part);
    }
  }

  private void begun(Forwarding request, HttpResponse head) {
    int status = head.status().code();
    if (status < LEAST_STATUS || status > LARGEST_STATUS) {
      fail();
    } else if (status == SWITCHING_PROTOCOLS) {
      interim = true;
      if (!request.answer().switched(head)) {
        fail();
      }
    } else if (head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      interim = true;
    } else {
      persistent = HttpUtil.isKeepAlive(head);
      request.answer().begun(head);
    }
  }

  private void received(Forwarding request, HttpContent part) {
    boolean last = part instanceof LastHttpContent;
    if (interim) {
      interim = !last;
      boolean _ = part.release();
      return;
    }
    if (last) {
      reusable = persistent && request.isComplete();
      release(request);
      setReading(true);
      if (!reusable) {
        close();
      }
    }
    request.answer().received(part);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    if (serving != null) {
      serving.answer().flush();
    } else if (reusable) {
      reusable = false;
      if (!decoder.answered()) {
        close();
      } else if (channel.isActive()) {
        connections.giveBack(this);
      }
    }
  }

  /// The service has said that nothing more comes, but may keep the connection open.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslCloseCompletionEvent) {
      close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (serving != null && isWritable()) {
      serving.writable();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail();
  }

  private void fail() {
    Forwarding request = serving;
    serving = null;
    reusable = false;
    close();
    if (request != null && !(reused && !begun && request.again())) {
      request.answer().failed();
    }
  }
}
