package network.golem.runtime.examples.httpservice;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// The service behind the proxy: tells what has reached it.
///
/// `/…/download?N` answers with N bytes, `/…/status?N` with a status, `/…/hang` when the test says
/// so, and everything else with the length of the request's body.
final class Upstream implements AutoCloseable {
  private static final int CHUNK = 64 * 1024;

  private final HttpServer http;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  final CountDownLatch released = new CountDownLatch(1);

  Upstream() throws IOException {
    this(0);
  }

  Upstream(int port) throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", this::answer);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /// What has been requested, each as the method, the path and the headers, in lower case.
  List<String> requests() {
    return requests;
  }

  String last() {
    return requests.getLast();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      StringBuilder text = new StringBuilder();
      text.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
      exchange
          .getRequestHeaders()
          .forEach((name, values) ->
              values.forEach(value ->
                  text.append('\n')
                      .append(name.toLowerCase(Locale.ROOT))
                      .append(": ")
                      .append(value)));
      requests.add(text.toString());
      long length = 0;
      byte[] buffer = new byte[CHUNK];
      try (InputStream body = exchange.getRequestBody()) {
        for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
          length += n;
        }
      }
      String path = exchange.getRequestURI().getPath();
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      exchange.getResponseHeaders().set("X-Service", "yes");
      if (path.endsWith("/hang")) {
        try {
          released.await();
        } catch (InterruptedException _) {
          return;
        }
      }
      if (path.endsWith("/status")) {
        exchange.sendResponseHeaders(Integer.parseInt(query), -1);
      } else if (path.endsWith("/download")) {
        long rest = Long.parseLong(query);
        exchange.sendResponseHeaders(200, rest);
        try (OutputStream out = exchange.getResponseBody()) {
          for (; rest > 0; rest -= Math.min(rest, CHUNK)) {
            out.write(buffer, 0, (int) Math.min(rest, CHUNK));
          }
        }
      } else {
        byte[] body = Long.toString(length).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    released.countDown();
    http.stop(0);
  }
}
