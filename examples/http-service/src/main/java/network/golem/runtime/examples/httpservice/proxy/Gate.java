package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import network.golem.runtime.examples.httpservice.service.ServiceDefinition;
import network.golem.runtime.examples.httpservice.users.User;
import network.golem.runtime.examples.httpservice.users.Users;
import network.golem.runtime.examples.httpservice.users.Users.Verdict;

/// Decides about each request: whether its path is offered, and whose it is. Counts those of users,
/// and forwards them. Used by one thread.
final class Gate {
  static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int NOT_FOUND = 404;
  private static final int TOO_LARGE = 413;
  private static final int UNAVAILABLE = 503;

  private final ServiceDefinition service;
  private final PathMapping mapping;
  private final Users users;
  private final Tally tally;
  private final Forwarder forwarder;

  Gate(ServiceDefinition service, Users users, Tally tally, Forwarder forwarder) {
    this.service = service;
    this.mapping = new PathMapping(service.from(), service.to().path());
    this.users = users;
    this.tally = tally;
    this.forwarder = forwarder;
  }

  void handle(HttpServerRequest request, Connection connection) {
    request.pause();
    Exchange exchange = new Exchange(request, connection, tally, service.limits().bodyBytes());
    connection.begun(exchange);
    if (!isWellFormed(request)) {
      exchange.refuse(BAD_REQUEST);
      return;
    }
    Optional<String> target = PathMapping.origin(request.uri());
    if (target.isEmpty() || !mapping.covers(PathMapping.path(target.get()))) {
      exchange.refuse(NOT_FOUND);
      return;
    }
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      unauthorized(exchange);
      return;
    }
    users
        .verify(
            header,
            verdict -> tally.context().runOnContext(_ -> decided(exchange, target.get(), verdict)))
        .ifPresent(verdict -> decided(exchange, target.get(), verdict));
  }

  private void decided(Exchange exchange, String target, Verdict verdict) {
    if (exchange.isOver()) {
      return; // the client has gone, or its time was up, while its password was being verified
    }
    switch (verdict) {
      case Verdict.Accepted(User user) -> accept(exchange, target, user);
      case Verdict.Refused _ -> unauthorized(exchange);
      case Verdict.Busy _ -> {
        exchange.request().response().putHeader(HttpHeaders.RETRY_AFTER, "1");
        exchange.refuse(UNAVAILABLE);
      }
    }
  }

  /// Refuses what the service might read in another way than this proxy.
  private static boolean isWellFormed(HttpServerRequest request) {
    String encoding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
    boolean lengths = request.headers().contains(HttpHeaders.CONTENT_LENGTH);
    return (encoding == null || (encoding.equalsIgnoreCase("chunked") && !lengths))
        && request.headers().getAll(HttpHeaders.HOST).size() <= 1
        && request.authority() != null
        && request.uri().indexOf('#') < 0;
  }

  private static void unauthorized(Exchange exchange) {
    exchange.request().response().putHeader("www-authenticate", "Basic realm=\"Service access\"");
    exchange.refuse(UNAUTHORIZED);
  }

  private void accept(Exchange exchange, String target, User user) {
    String mapped = mapping.map(target);
    if (mapped == null) {
      exchange.refuse(BAD_REQUEST);
      return;
    }
    if (exchange.announcedBytes() > service.limits().bodyBytes()) {
      exchange.refuse(TOO_LARGE);
      return;
    }
    exchange.accepted(user.id(), PathMapping.path(target));
    forwarder.forward(exchange, mapped);
  }
}
