package network.golem.runtime.examples.httpservice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/// A service that writes down what reaches it, byte by byte, and answers each request alike. Bodies
/// have a `Content-Length`, or end with an empty chunk.
final class RawUpstream implements AutoCloseable {
  private final ServerSocket socket;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String answer;
  private final boolean readsBodies;

  /// @param answer its bytes; if they are empty, the connection is closed without an answer
  RawUpstream(String answer) throws IOException {
    this(answer, true);
  }

  /// @param readsBodies false if it answers without reading the body of a request
  RawUpstream(String answer, boolean readsBodies) throws IOException {
    this.answer = answer;
    this.readsBodies = readsBodies;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /// Each request, with its body.
  List<String> requests() {
    return requests;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = client.getInputStream();
      while (true) {
        String head = until(in, "\r\n\r\n");
        String body = readsBodies ? body(in, head.toLowerCase(Locale.ROOT)) : "";
        requests.add(head + body);
        client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
        if (answer.isEmpty()) {
          return;
        }
      }
    } catch (IOException _) {
      // the proxy has closed the connection
    }
  }

  private static String body(InputStream in, String head) throws IOException {
    if (head.contains("transfer-encoding: chunked")) {
      return until(in, "0\r\n\r\n");
    }
    if (head.contains("content-length: ")) {
      int length = Integer.parseInt(head.replaceFirst("(?s).*content-length: (\\d+).*", "$1"));
      return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }
    return "";
  }

  private static String until(InputStream in, String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the connection ends in a request");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
