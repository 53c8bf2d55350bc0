package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.Context;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import network.golem.runtime.examples.httpservice.counting.Counted;
import org.jspecify.annotations.Nullable;

/// A request and its answer. The answer is held back until the request has been counted; the
/// request is forwarded meanwhile. Used by one thread.
final class Exchange implements Counted {
  private static final int UNAVAILABLE = 503;

  /// More of a refused request is not read: it is cheaper to connect again.
  private static final long MOST_DISCARDED = 64 * 1024;

  private final HttpServerRequest request;
  private final Connection connection;
  private final Tally tally;
  private final long mostBytes;
  private final long begun = System.nanoTime();

  private long user;
  private String endpoint = "";
  private boolean answering;
  private boolean counted;
  private boolean over;
  private boolean received;
  private @Nullable Runnable answer;
  private @Nullable Runnable abort;

  /// When the service must have begun its answer; 0 if it need not yet.
  private long answerDue;

  private @Nullable Runnable late;

  Exchange(HttpServerRequest request, Connection connection, Tally tally, long mostBytes) {
    this.request = request;
    this.connection = connection;
    this.tally = tally;
    this.mostBytes = mostBytes;
    HttpServerResponse response = request.response();
    response.closeHandler(_ -> gone());
    response.exceptionHandler(_ -> gone());
    request.exceptionHandler(_ -> {}); // the response is told, too
  }

  HttpServerRequest request() {
    return request;
  }

  long mostBytes() {
    return mostBytes;
  }

  /// The length of the body as the request states it; 0 if it does not.
  long announcedBytes() {
    return announcedBytes(request);
  }

  private static long announcedBytes(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  static boolean hasBody(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || announcedBytes(request) > 0;
  }

  /// It is a user's request, to be counted.
  void accepted(long byUser, String path) {
    user = byUser;
    endpoint = path;
    tally.count(this);
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
  public Context context() {
    return tally.context();
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
    if (counted) {
      send.run();
    } else {
      answer = send;
      tally.want();
    }
  }

  /// What ends the request to the service, if the client goes or time is up.
  void onAbort(Runnable end) {
    abort = end;
  }

  /// The whole request has been received, and passed on. From now on, the service must answer.
  ///
  /// @param due in nanoseconds of the clock; 0 if at any time
  void sent(long due, Runnable whenLate) {
    received = true;
    if (!over && !answering) {
      answerDue = due;
      late = whenLate;
    }
  }

  /// Answers with nothing but a status, without being counted.
  void refuse(int status) {
    HttpServerResponse response = request.response();
    if (over || response.headWritten() || response.closed()) {
      return;
    }
    response.setStatusCode(status);
    if (!received && request.version() != HttpVersion.HTTP_2 && !isShort()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      connection.closeSoon();
    }
    response.putHeader(HttpHeaders.CONTENT_LENGTH, "0");
    var _ = response.end();
    if (!request.isEnded()) {
      request.handler(_ -> {});
      request.resume(); // what it still sends is discarded
    }
    end();
  }

  private boolean isShort() {
    return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
        && announcedBytes() <= MOST_DISCARDED
        && !request.headers().contains(HttpHeaders.EXPECT);
  }

  /// Answers with nothing but a status, because the service has not answered.
  void fail(int status) {
    onceCounted(() -> refuse(status));
  }

  /// The answer has been sent.
  void end() {
    over = true;
    answerDue = 0;
    connection.ended(this);
    if (!received && abort != null && request.version() != HttpVersion.HTTP_2) {
      connection.closeSoon(); // the service did not want all of the request
    }
  }

  boolean isOver() {
    return over;
  }

  private void gone() {
    if (!over) {
      over = true;
      cancel();
      connection.ended(this);
    }
  }

  private void cancel() {
    if (abort != null) {
      abort.run();
    }
  }

  /// Ends what takes too long.
  ///
  /// @param requestNanos how long the client may take to send the request
  void checkTime(long now, long requestNanos, int timeoutStatus) {
    if (answerDue != 0 && now - answerDue > 0) {
      answerDue = 0;
      if (late != null) {
        late.run();
      }
    } else if (!received && !over && now - begun > requestNanos) {
      received = true; // only once
      connection.closeSoon();
      if (user == 0) {
        refuse(timeoutStatus);
      } else {
        fail(timeoutStatus);
      }
      cancel();
    }
  }
}
