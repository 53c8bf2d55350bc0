package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.http.HttpConnection;
import java.util.ArrayList;
import java.util.List;

/// A client's connection, and what is running on it. Used by one thread.
final class Connection {
  private static final int REQUEST_TIMEOUT = 408;
  private static final long LINGER_NANOS = 1_000_000_000;

  private final HttpConnection http;
  private final List<Exchange> running = new ArrayList<>(1);
  private long idleSince = System.nanoTime();
  private boolean closing;

  Connection(HttpConnection http) {
    this.http = http;
  }

  void begun(Exchange exchange) {
    running.add(exchange);
  }

  void ended(Exchange exchange) {
    running.remove(exchange);
    idleSince = System.nanoTime();
  }

  /// Closes the connection when the client has had the time to read the answer. If it were closed
  /// at once, with data unread, the system would reset it, and the answer could be lost.
  void closeSoon() {
    closing = true;
  }

  /// Closes the connection if no request has come for too long, even if a client sends one byte of
  /// it now and then; ends requests that take too long.
  void checkTime(long now, long idleNanos, long requestNanos) {
    if (running.isEmpty()) {
      if (now - idleSince > (closing ? LINGER_NANOS : idleNanos)) {
        var _ = http.close();
      }
      return;
    }
    for (Exchange exchange : List.copyOf(running)) {
      exchange.checkTime(now, requestNanos, REQUEST_TIMEOUT);
    }
  }
}
