package network.golem.runtime.examples.httpservice.proxy;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.util.ReferenceCountUtil;

/// Decodes the answers of the service on one connection, one to each request. Used by one thread.
final class ServiceDecoder extends HttpResponseDecoder {
  private boolean toHead;
  private boolean asked;

  ServiceDecoder(HttpDecoderConfig config) {
    super(config);
  }

  /// What follows is the answer to a request.
  void expect(HttpMethod method) {
    toHead = method.equals(HttpMethod.HEAD);
    asked = true;
  }

  /// The answer has come.
  ///
  /// @return false if more has come than the answer
  boolean answered() {
    asked = false;
    return actualReadableBytes() == 0;
  }

  /// Bytes that nobody has asked for would be the beginning of the next answer.
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (asked) {
      super.channelRead(context, message);
    } else {
      boolean _ = ReferenceCountUtil.release(message);
      var _ = context.close();
    }
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    return super.isContentAlwaysEmpty(message)
        || (toHead
            && message instanceof HttpResponse answer
            && answer.status().codeClass() != HttpStatusClass.INFORMATIONAL);
  }
}
