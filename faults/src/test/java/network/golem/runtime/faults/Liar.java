package network.golem.runtime.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A web server on loopback that answers each request with a [Lie], and closes the connection.
final class Liar implements AutoCloseable {
  private final ServerSocket server;
  private final Lie lie;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /// The ways in which it answers.
  enum Lie {
    PART_FOR_THE_WHOLE(
        "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 5-9/20\r\n\r\nfghij", ""),
    HALF("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nabcdefghij", ""),
    HALF_A_CHUNK("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n14\r\nabcdefghij", ""),
    ERROR("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone", ""),
    LENGTH_THAT_IS_NONE("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc", ""),
    TWO_LENGTHS("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", ""),
    REDIRECTION_TO_A_FILE("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n", ""),
    REDIRECTION_TO_NO_SERVER("HTTP/1.1 302 Found\r\nLocation: mailto:ada@host\r\n\r\n", ""),
    REDIRECTION_WITHOUT_A_HOST("HTTP/1.1 302 Found\r\nLocation: http://\r\n\r\n", ""),
    REDIRECTION_TO_ITSELF("HTTP/1.1 302 Found\r\nLocation: /f\r\n\r\n", ""),
    NO_HTTP("SSH-2.0-OpenSSH_9.9\r\n", ""),
    NOTHING("", ""),
    HEAD_WITHOUT_AN_END("HTTP/1.1 200 OK\r\n", "X: y\r\n"),
    LINE_WITHOUT_AN_END("HTTP/1.1 200 ", "OK"),
    PRELIMINARIES_WITHOUT_AN_END("", "HTTP/1.1 100 Continue\r\n\r\n"),
    CHUNK_WITHOUT_A_SIZE("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", "x"),
    BODY_WITHOUT_AN_END("HTTP/1.1 200 OK\r\n\r\n", "abc"),
    TRAILERS_WITHOUT_AN_END(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", "X: y\r\n");

    private final String begin;
    private final String again;

    Lie(String begin, String again) {
      this.begin = begin;
      this.again = again;
    }
  }

  Liar(Lie lie) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.lie = lie;
    Thread.ofPlatform().daemon().name("liar").start(this::accept);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().name("lie").start(() -> answer(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1), 1);
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        // all headers, because unread bytes would reset the connection
      }
      socket.getOutputStream().write(lie.begin.getBytes(ISO_8859_1));
      byte[] block = lie.again.repeat(500).getBytes(ISO_8859_1);
      while (block.length > 0) {
        socket.getOutputStream().write(block);
      }
    } catch (IOException e) {
      // the client has closed the connection
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
