package network.golem.runtime.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A web server on loopback, which serves and accepts files, and records requests.
public final class WebServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Redirection> redirections = new ConcurrentHashMap<>();
  private final Map<String, Failure> failures = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger deaths = new AtomicInteger();
  private volatile boolean ranges;
  private volatile String credentials = "";

  private WebServer(HttpServer server) {
    this.server = server;
  }

  public static WebServer start() throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WebServer server = new WebServer(http);
    http.setExecutor(
        Executors.newCachedThreadPool(task -> Thread.ofPlatform().daemon().unstarted(task)));
    http.createContext("/", server::serve);
    http.start();
    return server;
  }

  /// The URL of a file on it.
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /// Adds a file.
  public void has(String path, byte[] content) {
    files.put(path, content);
  }

  /// The content that was uploaded.
  public byte[] file(String path) {
    return files.get(path);
  }

  /// Makes it support ranges.
  public void supportsRanges() {
    ranges = true;
  }

  /// Makes it close the connection in the middle of the next answers to GET.
  public void dies(int times) {
    deaths.set(times);
  }

  private record Redirection(String to, int status) {}

  private record Failure(int status, String page) {}

  public void redirects(String from, String to) {
    redirects(from, to, 307);
  }

  public void redirects(String from, String to, int status) {
    redirections.put(from, new Redirection(to, status));
  }

  /// Makes it answer with an error, and this page.
  public void fails(String path, int status, String page) {
    failures.put(path, new Failure(status, page));
  }

  /// Makes it require `user:password`, in base64.
  public void wants(String encoded) {
    credentials = "Basic " + encoded;
  }

  /// The requests: method, path, and the header that matters.
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String method = exchange.getRequestMethod();
      requests.add(
          method + " " + path + header(exchange, "Range") + header(exchange, "Transfer-encoding"));
      if (!credentials.isEmpty()
          && !credentials.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (redirections.containsKey(path)) {
        exchange.getResponseHeaders().set("Location", redirections.get(path).to());
        exchange.sendResponseHeaders(redirections.get(path).status(), -1);
      } else if (failures.containsKey(path)) {
        fail(exchange, failures.get(path), method.equals("GET"));
      } else if (method.equals("PUT")) {
        files.put(path, exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(201, -1);
      } else if (!files.containsKey(path)) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, files.get(path), method.equals("HEAD"));
      }
    }
  }

  private static void fail(HttpExchange exchange, Failure failure, boolean withPage)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] page = failure.page().getBytes(UTF_8);
    if (withPage) {
      exchange.sendResponseHeaders(failure.status(), page.length);
      exchange.getResponseBody().write(page);
    } else {
      exchange.getResponseHeaders().set("Content-Length", "" + page.length);
      exchange.sendResponseHeaders(failure.status(), -1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : " " + value;
  }

  private void send(HttpExchange exchange, byte[] file, boolean head) throws IOException {
    if (ranges) {
      exchange.getResponseHeaders().set("Accept-Ranges", "bytes");
    }
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(file.length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = ranges && range != null ? Integer.parseInt(range.replaceAll("[^0-9]", "")) : 0;
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from);
    boolean dies = deaths.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    OutputStream body = exchange.getResponseBody();
    body.write(file, from, (file.length - from) / (dies ? 2 : 1));
    body.flush();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
