package network.golem.runtime.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The server: keeps values in memory, by the path of their URL. A process of its own, which stands
/// for the server that your runtime offers.
final class Server {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NO_BODY = -1;

  private final Map<String, byte[]> values = new ConcurrentHashMap<>();

  private Server() {}

  /// @param args the file that gets the number of the port
  static void main(String[] args) throws IOException {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", new Server()::answer);
    http.start();
    Files.writeString(Path.of(args[0]), Integer.toString(http.getAddress().getPort()));
    System.out.println("listening");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String key = exchange.getRequestURI().getPath();
      if (exchange.getRequestMethod().equals("PUT")) {
        values.put(key, exchange.getRequestBody().readAllBytes());
        exchange.sendResponseHeaders(OK, NO_BODY);
        return;
      }
      byte @Nullable [] value = values.get(key);
      if (value == null) {
        exchange.sendResponseHeaders(NOT_FOUND, NO_BODY);
        return;
      }
      exchange.sendResponseHeaders(OK, value.length == 0 ? NO_BODY : value.length);
      exchange.getResponseBody().write(value);
    }
  }
}
