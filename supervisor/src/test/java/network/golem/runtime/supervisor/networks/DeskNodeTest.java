package network.golem.runtime.supervisor.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Endpoint;
import network.golem.runtime.supervisor.networks.Packets.ArpReply;
import network.golem.runtime.supervisor.networks.Packets.ArpRequest;
import network.golem.runtime.supervisor.networks.Packets.EchoReply;
import network.golem.runtime.supervisor.networks.Packets.EchoRequest;
import network.golem.runtime.supervisor.networks.Packets.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The desk in a network with a runtime, played by the test, over each kind of socket.
@Timeout(20)
class DeskNodeTest {
  private static final int RUNTIME = Subnet.address("10.1.2.3");
  private static final int OTHER = Subnet.address("10.1.2.9");
  private static final long RUNTIMES_MAC = 0x9013_0000_0001L;
  private static final List<Member> MEMBERS =
      List.of(
          Member.of(
              Subnet.of("10.1.2.0", "255.255.255.0"),
              "10.1.2.3",
              List.of("10.1.2.3", "10.1.2.9"),
              Optional.empty()));

  @TempDir Path folder;
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

  /// The runtime's end of the connection.
  private interface Wire {
    byte[] receive() throws IOException;

    void send(byte[] frame) throws IOException;
  }

  private static Packet next(Wire wire) throws IOException {
    return Packets.parse(wire.receive()).orElseThrow();
  }

  /// Answers the desk's ping, and pings it.
  private void pingBothWays(Wire wire) throws Exception {
    assertThat(next(wire)).isEqualTo(new ArpRequest(Packets.macOf(OTHER), OTHER, RUNTIME));
    wire.send(arpReply());
    EchoRequest echo = (EchoRequest) next(wire);
    assertThat(echo.mac()).isEqualTo(Packets.macOf(OTHER));
    assertThat(List.of(echo.from(), echo.to())).containsExactly(OTHER, RUNTIME);
    wire.send(Packets.echoReply(Packets.macOf(OTHER), RUNTIME, OTHER, echo.rest()));
    assertThat(news.take()).matches("ping from 10.1.2.9 to 10.1.2.3: answered in [0-9.]+ ms");

    wire.send(Packets.arpRequest(RUNTIME, OTHER));
    assertThat(next(wire)).isEqualTo(new ArpReply(Packets.macOf(OTHER), OTHER));
    Bytes rest = Bytes.utf8("id and sequence and an odd number of bytes.");
    wire.send(Packets.echoRequest(Packets.macOf(OTHER), RUNTIME, OTHER, rest));
    assertThat(next(wire)).isEqualTo(new EchoReply(OTHER, RUNTIME, rest));
    assertThat(news.take()).isEqualTo("10.1.2.3 pinged 10.1.2.9, and was answered");

    wire.send(Packets.arpRequest(RUNTIME, Subnet.address("10.1.2.77")));
    wire.send(new byte[] {1, 2, 3});
    wire.send(Packets.echoRequest(Packets.macOf(OTHER), RUNTIME, OTHER, rest));
    assertThat(next(wire)).as("for others it does not answer").isInstanceOf(EchoReply.class);
  }

  private static byte[] arpReply() {
    byte[] frame = Packets.arpReply(RUNTIME, Packets.macOf(OTHER), OTHER);
    ByteBuffer.wrap(frame)
        .putShort(22, (short) (RUNTIMES_MAC >>> 32))
        .putInt(24, (int) RUNTIMES_MAC);
    return frame;
  }

  private DeskNode join(VpnSocket socket, Endpoint endpoint) throws IOException {
    return DeskNode.join(
        socket,
        endpoint,
        MEMBERS,
        news::add,
        (name, body) -> Thread.ofPlatform().daemon().name(name).start(body));
  }

  @Test
  void framesTravelOverUdp() throws Exception {
    try (VpnSocket socket = VpnSocket.open();
        DatagramSocket runtime = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = Integer.parseInt(socket.url().substring("udp://127.0.0.1:".length()));
      Wire wire =
          new Wire() {
            @Override
            public byte[] receive() throws IOException {
              DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
              runtime.receive(packet);
              return Arrays.copyOf(packet.getData(), packet.getLength());
            }

            @Override
            public void send(byte[] frame) throws IOException {
              runtime.send(
                  new DatagramPacket(
                      frame,
                      frame.length,
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
            }
          };
      Endpoint endpoint = new Endpoint.UdpDatagram("127.0.0.1:" + runtime.getLocalPort());
      try (DeskNode _ = join(socket, endpoint)) {
        pingBothWays(wire);
      }
    }
  }

  @Test
  void framesTravelOverTcp() throws Exception {
    try (VpnSocket socket = VpnSocket.open();
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint endpoint = new Endpoint.TcpStream("127.0.0.1:" + server.getLocalPort());
      try (DeskNode _ = join(socket, endpoint);
          Socket runtime = server.accept()) {
        DataInputStream in = new DataInputStream(runtime.getInputStream());
        DataOutputStream out = new DataOutputStream(runtime.getOutputStream());
        pingBothWays(
            new Wire() {
              @Override
              public byte[] receive() throws IOException {
                return in.readNBytes(in.readInt());
              }

              @Override
              public void send(byte[] frame) throws IOException {
                out.writeInt(frame.length);
                out.write(frame);
              }
            });
      }
    }
  }

  @Test
  void framesTravelOverAUnixSocket() throws Exception {
    Path path = folder.resolve("s");
    try (VpnSocket socket = VpnSocket.open();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(path));
      Endpoint endpoint = new Endpoint.UnixStream(path.toString());
      try (DeskNode _ = join(socket, endpoint);
          SocketChannel runtime = server.accept()) {
        pingBothWays(
            new Wire() {
              @Override
              public byte[] receive() throws IOException {
                int length = filled(Short.BYTES).getShort();
                return filled(length).array();
              }

              private ByteBuffer filled(int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.nativeOrder());
                while (buffer.hasRemaining()) {
                  assertThat(runtime.read(buffer)).isPositive();
                }
                return buffer.flip();
              }

              @Override
              public void send(byte[] frame) throws IOException {
                ByteBuffer whole =
                    ByteBuffer.allocate(Short.BYTES + frame.length).order(ByteOrder.nativeOrder());
                whole.putShort((short) frame.length).put(frame).flip();
                while (whole.hasRemaining()) {
                  assertThat(runtime.write(whole)).isPositive();
                }
              }
            });
      }
    }
  }

  @Test
  void runtimeThatDoesNotAnswer() throws Exception {
    try (VpnSocket socket = VpnSocket.open();
        DatagramSocket runtime = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Endpoint endpoint = new Endpoint.UdpDatagram("127.0.0.1:" + runtime.getLocalPort());
      try (DeskNode _ = join(socket, endpoint)) {
        assertThat(news.take()).isEqualTo("ping from 10.1.2.9 to 10.1.2.3: no answer to ARP");
      }
    }
  }

  @Test
  void desksOwnAddress() {
    Subnet subnet = Subnet.of("192.168.7.5/16", "ignored");
    assertThat(subnet).hasToString("192.168.0.0/16");
    assertThat(Member.of(subnet, "192.168.0.1", List.of(), Optional.empty()).desk())
        .isEqualTo(Subnet.address("192.168.0.2"));
    assertThat(Member.of(subnet, "192.168.0.2", List.of(), Optional.of("192.168.0.254")).desk())
        .isEqualTo(Subnet.address("192.168.0.254"));
  }
}
