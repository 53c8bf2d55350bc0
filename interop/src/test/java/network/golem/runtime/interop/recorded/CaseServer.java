package network.golem.runtime.interop.recorded;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The web server of the recorded cases. Loopback only; every connection is kept open for the next
/// request, as in HTTP/1.1.
///
/// N bytes are the first N of the alphabet, over and over: abcdefghijklmnopqrstuvwxyzabc...
///
/// | Path | Answer |
/// | --- | --- |
/// | `/ranges/N` | N bytes; announces `Accept-Ranges: bytes`, and honours `Range` |
/// | `/plain/N` | N bytes; knows no ranges |
/// | `/lines/N` | N bytes, the alphabet line by line |
/// | `/nolength/N` | N bytes in chunks, without a length |
/// | `/slow/N/MS` | N bytes in ten pieces, MS milliseconds before each |
/// | `/cut/N` | announces N bytes, sends half of them and closes the connection |
/// | `/cut-once/N` | the same, but only the first time; announces and honours ranges |
/// | `/status/CODE[/N]` | CODE, with a body of N bytes (0) |
/// | `/hops/K/PATH` | 302 to `/hops/K-1/PATH`, and to `/PATH` if K is 0 |
/// | `/whole-hops/K/PATH` | the same, with the whole URL as `Location` |
/// | `/loop` | 302 to itself |
/// | `/hang-up` | closes the connection without an answer |
/// | `/auth/N` | 401, but N bytes for the user ada with the password l0velace |
/// | `/nohead/N` | 405 to HEAD, N bytes to GET |
/// | `/put/NAME` | PUT keeps the body (201), GET gives it |
///
/// PUT on anything else reads the body and answers as GET would, without a body of its own. A query
/// (`?...`) has no effect.
final class CaseServer implements AutoCloseable {
  private final ServerSocket socket;

  /// The content that PUT has stored, by name.
  final Map<String, byte[]> kept = new ConcurrentHashMap<>();

  /// Paths of which half has been sent once.
  final Set<String> cut = ConcurrentHashMap.newKeySet();

  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<ObjectNode> requests = new ArrayList<>();

  CaseServer() throws IOException {
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// The requests so far, in order.
  ArrayNode requests() {
    ArrayNode all = RecordedCase.MAPPER.createArrayNode();
    synchronized (requests) {
      requests.forEach(all::add);
    }
    return all;
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        open.add(connection);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket connection) {
    try (connection;
        InputStream in = new BufferedInputStream(connection.getInputStream());
        OutputStream out = new BufferedOutputStream(connection.getOutputStream())) {
      boolean more = true;
      while (more) {
        CaseExchange exchange = CaseExchange.read(in, out);
        more = exchange != null && exchange.serve(this);
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // the other end is gone, or the server is closed
    } finally {
      open.remove(connection);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : open) {
      connection.close();
    }
  }

  void note(ObjectNode request) {
    synchronized (requests) {
      requests.add(request);
    }
  }
}
