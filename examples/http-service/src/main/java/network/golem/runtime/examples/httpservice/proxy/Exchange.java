package network.golem.runtime.examples.httpservice.proxy;

import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.concurrent.Executor;
import network.golem.runtime.examples.httpservice.counting.Counted;
import org.jspecify.annotations.Nullable;

/// A request and its answer. The answer is held back until the request has been counted; the
/// request is forwarded meanwhile. Used by one thread.
final class Exchange implements Counted {
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  /// More of a refused request is not read: it is cheaper to connect again.
  private static final long MOST_DISCARDED = 64 * 1024;

  private final HttpRequest request;
  private final Requests client;
  private final long mostBytes;
  private final boolean chunked;
  private final long announcedBytes;
  private final boolean expectsContinue;
  private final long begun = System.nanoTime();

  private long user;
  private String endpoint = "";
  private @Nullable Tally tally;
  private boolean answering;
  private boolean headSent;
  private boolean counted;
  private boolean over;
  private boolean received;
  private @Nullable Runnable answer;
  private @Nullable Forwarding forwarding;

  /// When the service must have begun its answer; 0 if it need not yet.
  private long answerDue;

  /// @param mostBytes of a body
  Exchange(HttpRequest request, Requests client, long mostBytes) {
    this.request = request;
    this.client = client;
    this.mostBytes = mostBytes;
    chunked = request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    String length = request.headers().get(HttpHeaderNames.CONTENT_LENGTH);
    announcedBytes = length == null ? 0 : Long.parseLong(length);
    expectsContinue =
        request
            .headers()
            .containsValue(
                HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, /* ignoreCase= */ true);
  }

  HttpRequest request() {
    return request;
  }

  Requests client() {
    return client;
  }

  long mostBytes() {
    return mostBytes;
  }

  /// The length of the body as the request states it; 0 if it does not.
  long announcedBytes() {
    return announcedBytes;
  }

  /// Whether the request has a body whose length it does not state.
  boolean isChunked() {
    return chunked;
  }

  boolean hasBody() {
    return chunked || announcedBytes > 0;
  }

  /// Whether the client sends the body only when it is told to.
  boolean expectsContinue() {
    return expectsContinue;
  }

  /// It is a user's request, to be counted.
  void accepted(long byUser, String path, Tally counting) {
    user = byUser;
    endpoint = path;
    tally = counting;
    counting.count(this);
  }

  @Override
  public long user() {
    return user;
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public Executor thread() {
    return client.channel().eventLoop();
  }

  @Override
  public void counted(boolean kept) {
    if (!kept) {
      cancel();
      refuse(UNAVAILABLE);
      return;
    }
    counted = true;
    if (answer != null) {
      Runnable now = answer;
      answer = null;
      now.run();
    }
  }

  /// Runs what sends the first byte of the answer, once the request is counted.
  void onceCounted(Runnable send) {
    if (over || answering) {
      return;
    }
    answering = true; // later failures are consequences of the first
    answerDue = 0;
    if (counted || tally == null) {
      send.run();
    } else {
      answer = send;
      tally.want();
    }
  }

  /// The service gets the request, and its body when that comes.
  void forwardedBy(Forwarding to) {
    forwarding = to;
  }

  /// A part of the body has come.
  void received(HttpContent part) {
    if (part instanceof LastHttpContent) {
      received = true;
    }
    if (over || forwarding == null) {
      boolean _ = part.release();
    } else {
      forwarding.received(part);
    }
  }

  /// All of the request has been read, even if it is not wanted yet.
  void receivedAll() {
    received = true;
  }

  /// All that was there to read has been received.
  void receivedSome() {
    if (!over && forwarding != null) {
      forwarding.flush();
    }
  }

  /// The client has room for more of the answer.
  void writable() {
    if (forwarding != null) {
      forwarding.answer().resume();
    }
  }

  /// The rest of the request makes no sense.
  void malformed() {
    received = true;
    breakOff(BAD_REQUEST);
  }

  /// Answers with nothing but a status; an answer that is being sent already is cut off.
  void breakOff(int status) {
    if (!answering) {
      fail(status);
      cancel();
    } else if (headSent && !over) {
      cancel();
      cutOff();
    }
  }

  /// Until when the service must answer.
  ///
  /// @param due in nanoseconds of the clock; 0 if at any time
  void due(long due) {
    if (!over && !answering) {
      answerDue = due;
    }
  }

  /// The head of the answer is being sent. If the client still has much to send, the connection is
  /// closed afterwards, and the head says so.
  void headSent() {
    headSent = true;
    if (!received && !client.isHttp2() && !isShort()) {
      client.connection().closeSoon();
    }
  }

  /// Answers with nothing but a status, without being counted.
  ///
  /// @param header names and values
  void refuse(int status, CharSequence... header) {
    if (over || headSent) {
      return;
    }
    headSent();
    client.writer().refuse(HttpResponseStatus.valueOf(status), header);
    end();
  }

  /// Whether the rest of the request costs less than a new connection.
  private boolean isShort() {
    return !chunked && announcedBytes <= MOST_DISCARDED && !expectsContinue;
  }

  /// Answers with nothing but a status, because the service has not answered.
  void fail(int status) {
    onceCounted(() -> refuse(status));
  }

  /// The answer has been written.
  void end() {
    over = true;
    answerDue = 0;
    client.connection().ended(this);
    client.answered();
  }

  /// The client must notice that its answer is incomplete.
  void cutOff() {
    over = true;
    answerDue = 0;
    client.connection().ended(this);
    client.writer().cutOff();
  }

  boolean isOver() {
    return over;
  }

  /// The client has gone.
  void gone() {
    if (!over) {
      over = true;
      cancel();
      client.connection().ended(this);
    }
  }

  /// The two sides are joined, and end each other.
  void tunnelled() {
    if (forwarding != null) {
      forwarding.released();
    }
  }

  private void cancel() {
    if (forwarding != null) {
      forwarding.abort();
    }
  }

  /// Ends what takes too long.
  ///
  /// @param stillNanos how long the client may take to read nothing of the answer
  /// @param requestNanos how long it may take to send the request
  void checkTime(long now, long stillNanos, long requestNanos, int timeoutStatus) {
    if (forwarding != null && !over && forwarding.answer().waitsLonger(now, stillNanos)) {
      cancel();
      cutOff();
    } else if (answerDue != 0 && now - answerDue > 0) {
      breakOff(Forwarder.GATEWAY_TIMEOUT);
    } else if (!received && !over && now - begun > requestNanos) {
      received = true; // only once
      client.connection().closeSoon();
      breakOff(timeoutStatus);
    }
  }
}
