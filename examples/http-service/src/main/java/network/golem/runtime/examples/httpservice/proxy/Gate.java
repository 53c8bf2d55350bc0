package network.golem.runtime.examples.httpservice.proxy;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
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
  private static final int NOT_IMPLEMENTED = 501;
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

  void handle(Exchange exchange) {
    HttpRequest request = exchange.request();
    if (!isWellFormed(request)) {
      exchange.refuse(BAD_REQUEST);
      return;
    }
    if (request.method().equals(HttpMethod.CONNECT)) { // this is not a proxy to anywhere
      exchange.refuse(NOT_IMPLEMENTED);
      return;
    }
    Optional<String> target = PathMapping.origin(request.uri());
    if (target.isEmpty() || !mapping.covers(PathMapping.path(target.get()))) {
      exchange.refuse(NOT_FOUND);
      return;
    }
    String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    if (header == null) {
      unauthorized(exchange);
      return;
    }
    users
        .verify(
            header,
            verdict -> tally.thread().execute(() -> decided(exchange, target.get(), verdict)))
        .ifPresent(verdict -> decided(exchange, target.get(), verdict));
  }

  private void decided(Exchange exchange, String target, Verdict verdict) {
    if (exchange.isOver()) {
      return; // the client has gone, or its time was up, while its password was being verified
    }
    switch (verdict) {
      case Verdict.Accepted(User user) -> accept(exchange, target, user);
      case Verdict.Refused _ -> unauthorized(exchange);
      case Verdict.Busy _ -> exchange.refuse(UNAVAILABLE, HttpHeaderNames.RETRY_AFTER, "1");
    }
  }

  /// Refuses what the service might read in another way than this proxy.
  private static boolean isWellFormed(HttpRequest request) {
    HttpHeaders headers = request.headers();
    List<String> encodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
    return (encodings.isEmpty()
            || (encodings.size() == 1 && encodings.getFirst().equalsIgnoreCase("chunked")))
        && hosts.size() == 1
        && isHost(hosts.getFirst())
        && request.uri().indexOf('#') < 0;
  }

  /// Whether this can be a host, or one with a port (RFC 3986, 3.2.2).
  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "-._~%!$&'()*+,;=:[]".indexOf(c) < 0) {
        return false;
      }
    }
    return !host.isEmpty();
  }

  private static void unauthorized(Exchange exchange) {
    exchange.refuse(
        UNAUTHORIZED, HttpHeaderNames.WWW_AUTHENTICATE, "Basic realm=\"Service access\"");
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
    exchange.accepted(user.id(), PathMapping.path(target), tally);
    forwarder.forward(exchange, mapped);
  }
}
