package network.golem.runtime.supervisor.networks;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Objects;
import network.golem.runtime.protocol.Endpoint;
import org.jspecify.annotations.Nullable;

/// The supervisor's endpoint of an activity's network: a UDP socket that is open before the runtime
/// starts. If the runtime answers with a stream socket of its own, the supervisor connects to that
/// instead.
final class VpnSocket implements AutoCloseable {
  private static final int CONNECT_MILLIS = 2000;

  private final DatagramSocket socket;

  private VpnSocket(DatagramSocket socket) {
    this.socket = socket;
  }

  /// On loopback, at a free port.
  public static VpnSocket open() throws IOException {
    return new VpnSocket(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
  }

  /// The URL that the runtime is given.
  public String url() {
    return "udp://127.0.0.1:" + socket.getLocalPort();
  }

  /// Connects to the runtime's endpoint.
  ///
  /// @throws IllegalArgumentException if a node's supervisor refuses such an endpoint, in its words
  EthernetLink connect(Endpoint endpoint) throws IOException {
    return switch (endpoint) {
      case Endpoint.UdpDatagram(String address) -> new Datagrams(socket, parsed(address));
      case Endpoint.TcpStream(String address) -> {
        Socket stream = new Socket();
        stream.connect(parsed(address), CONNECT_MILLIS);
        yield new Stream(stream.getInputStream(), stream.getOutputStream(), Integer.BYTES);
      }
      case Endpoint.UnixStream(String path) -> {
        SocketChannel stream = SocketChannel.open(UnixDomainSocketAddress.of(path));
        yield new Stream(
            Channels.newInputStream(stream), Channels.newOutputStream(stream), Short.BYTES);
      }
      case Endpoint.UnixDatagram _, Endpoint.TcpListener _ ->
          throw new IllegalArgumentException("Unsupported endpoint type");
    };
  }

  private static InetSocketAddress parsed(String address) {
    int colon = address.lastIndexOf(':');
    try {
      return new InetSocketAddress(
          InetAddress.ofLiteral(address.substring(0, Math.max(0, colon))),
          Integer.parseInt(address.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Invalid endpoint '" + address + "'", e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  /// One frame per datagram, from any sender.
  private record Datagrams(DatagramSocket socket, InetSocketAddress runtime)
      implements EthernetLink {
    @Override
    public void send(byte[] frame) throws IOException {
      socket.send(new DatagramPacket(frame, frame.length, runtime));
    }

    @Override
    public byte @Nullable [] receive() throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST_FRAME], LONGEST_FRAME);
      try {
        socket.receive(packet);
      } catch (SocketException e) {
        if (socket.isClosed()) {
          return null;
        }
        throw e;
      }
      // an empty one ends the reader of a node's supervisor
      return packet.getLength() == 0 ? null : Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /// Each frame follows its length: two bytes in the machine's byte order on a Unix socket, four in
  /// network byte order on TCP.
  private static final class Stream implements EthernetLink {
    private final DataInputStream in;
    private final DataOutputStream out;
    private final int prefix;

    Stream(InputStream in, OutputStream out, int prefix) {
      this.in = new DataInputStream(in);
      this.out = new DataOutputStream(out);
      this.prefix = prefix;
    }

    @Override
    public synchronized void send(byte[] frame) throws IOException {
      ByteBuffer whole = ByteBuffer.allocate(prefix + frame.length);
      if (prefix == Integer.BYTES) {
        whole.putInt(frame.length);
      } else {
        whole.order(ByteOrder.nativeOrder()).putShort((short) frame.length);
      }
      out.write(whole.put(frame).array());
      out.flush();
    }

    @Override
    public byte @Nullable [] receive() throws IOException {
      byte[] length = new byte[prefix];
      try {
        in.readFully(length);
        ByteBuffer number = ByteBuffer.wrap(length);
        int bytes =
            prefix == Integer.BYTES
                ? number.getInt()
                : Short.toUnsignedInt(number.order(ByteOrder.nativeOrder()).getShort());
        byte[] frame = new byte[Objects.checkIndex(bytes, LONGEST_FRAME)];
        in.readFully(frame);
        return frame;
      } catch (EOFException _) {
        return null;
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
      in.close();
    }
  }
}
