package network.golem.runtime.examples.httpservice;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/// A service with one WebSocket, which sends back each message of fewer than 126 bytes.
final class EchoSocket implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LENGTH = 0x7f;
  private static final int MASK_BYTES = 4;

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private volatile String head = "";

  EchoSocket() throws IOException {
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// The request that opened the socket.
  String head() {
    return head;
  }

  private void serve() {
    try (Socket client = socket.accept()) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      StringBuilder request = new StringBuilder();
      while (request.indexOf("\r\n\r\n") < 0) {
        request.append((char) in.readUnsignedByte());
      }
      head = request.toString();
      String key = head.replaceFirst("(?is).*sec-websocket-key: *(\\S+).*", "$1");
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      String answer =
          "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(hash)
              + "\r\n\r\n";
      out.write(answer.getBytes(StandardCharsets.US_ASCII));
      while (true) {
        int kind = in.readUnsignedByte();
        byte[] mask = new byte[MASK_BYTES];
        byte[] message = new byte[in.readUnsignedByte() & LENGTH];
        in.readFully(mask);
        in.readFully(message);
        for (int i = 0; i < message.length; i++) {
          message[i] ^= mask[i % MASK_BYTES];
        }
        byte[] frame = new byte[2 + message.length];
        frame[0] = (byte) kind;
        frame[1] = (byte) message.length;
        System.arraycopy(message, 0, frame, 2, message.length);
        out.write(frame);
      }
    } catch (IOException | GeneralSecurityException _) {
      // the client has gone
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
