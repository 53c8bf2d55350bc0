package network.golem.runtime.examples.httpservice.proxy;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.users.Users;
import org.slf4j.LoggerFactory;

/// One of the proxy's threads, and what the connections on it share. Used by that thread, except
/// for [#begin()] and [#finish()].
final class Worker {
  private static final long CHECK_MILLIS = 250;

  /// How much longer a connection lives than the service may take to answer on it.
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final long UNLIMITED = Long.MAX_VALUE / 2;

  private final EventLoop loop;
  private final ServiceDefinition service;
  private final Tally tally;
  private final ServiceConnections toService;
  private final Gate gate;
  private final Set<Connection> connections = new HashSet<>();
  private final CompletableFuture<Void> finished = new CompletableFuture<>();
  private boolean finishing;

  Worker(EventLoop loop, ServiceDefinition service, Users users, RequestCounter counter) {
    this.loop = loop;
    this.service = service;
    tally = new Tally(counter, loop);
    toService = new ServiceConnections(loop, service);
    gate = new Gate(service, users, tally, new Forwarder(service, toService));
  }

  ServiceDefinition service() {
    return service;
  }

  Gate gate() {
    return gate;
  }

  /// Begins to check the times.
  void begin() {
    var _ =
        loop.scheduleWithFixedDelay(this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void check() {
    tally.want(); // also those that the service does not answer for long
    long now = System.nanoTime();
    Duration idle = service.limits().idle();
    Duration answer = Forwarder.answerTime(service);
    // nothing moves while the service takes its time
    Duration still = idle.compareTo(answer) > 0 ? idle : answer.plus(SLACK);
    long request = service.requestTimeout().map(Duration::toNanos).orElse(UNLIMITED);
    for (Connection connection : List.copyOf(connections)) {
      try {
        connection.checkTime(now, idle.toNanos(), still.toNanos(), request);
      } catch (RuntimeException e) { // the others are still to be checked
        LoggerFactory.getLogger(Worker.class).warn("a connection could not be checked", e);
      }
    }
    toService.checkTime(now);
  }

  void connected(Connection connection) {
    boolean _ = connections.add(connection);
    if (finishing) {
      connection.finish();
    }
  }

  void disconnected(Connection connection) {
    boolean _ = connections.remove(connection);
    if (finishing && connections.isEmpty()) {
      boolean _ = finished.complete(null);
    }
  }

  /// Lets the running requests finish, and closes the connections.
  ///
  /// @return complete when all are closed
  CompletableFuture<Void> finish() {
    loop.execute(() -> {
      finishing = true;
      if (connections.isEmpty()) {
        boolean _ = finished.complete(null);
      }
      List.copyOf(connections).forEach(Connection::finish);
    });
    return finished;
  }
}
