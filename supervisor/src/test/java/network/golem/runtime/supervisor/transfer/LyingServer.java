package network.golem.runtime.supervisor.transfer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on loopback that answers with the given bytes, HTTP or not, and then closes the
/// connection.
final class LyingServer implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /// The behaviour after the headers of a request have been read.
  interface Answer {
    void write(Socket socket) throws IOException;
  }

  LyingServer(ServerSocket server) {
    this.server = server;
    Thread.ofPlatform().daemon().name("liar").start(this::accept);
  }

  static LyingServer start() throws IOException {
    return new LyingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  String url(String path) {
    return "http://" + authority() + path;
  }

  String authority() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /// Answers with these lines; an empty one ends the headers.
  ///
  /// @param request method and path
  LyingServer says(String request, String... lines) {
    byte[] bytes = String.join("\r\n", lines).getBytes(ISO_8859_1);
    return does(request, socket -> socket.getOutputStream().write(bytes));
  }

  LyingServer does(String request, Answer answer) {
    answers.put(request, answer);
    return this;
  }

  /// The request lines, with the headers that matter.
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().name("lie").start(() -> serve(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1), 1);
      String first = in.readLine();
      if (first == null) {
        return;
      }
      StringBuilder request = new StringBuilder(first.replace(" HTTP/1.1", ""));
      String asked = request.toString();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.startsWith("Range:") || line.startsWith("Authorization:")) {
          request.append(' ').append(line);
        }
      }
      requests.add(request.toString());
      Answer answer = answers.get(asked);
      if (answer != null) {
        answer.write(socket);
      }
    } catch (IOException e) {
      // the client has closed the connection
    }
  }

  /// Writes as long as the client reads.
  static void writeForEver(Socket socket, String begin, String again) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(begin.getBytes(ISO_8859_1));
    byte[] block = again.repeat(Math.max(1, 8192 / again.length())).getBytes(ISO_8859_1);
    while (true) {
      out.write(block);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
