package network.golem.runtime.sdk;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/// A link that carries Ethernet frames between the runtime and its supervisor, which forwards them
/// to the network. It uses UDP, with one datagram per frame and no checksum of its own. The
/// supervisor accepts only IPv4 and ARP frames, and frames can be lost, as on any link.
///
/// One thread may receive while others send. Interrupting a thread that does either closes the
/// link.
public final class FrameLink implements AutoCloseable {
  /// The length in bytes of the longest frame, which is the most that UDP carries.
  public static final int LONGEST_FRAME = 65_507;

  /// The length in bytes of the shortest frame, which is only a header: two addresses and a type.
  public static final int SHORTEST_FRAME = 14;

  private static final int SOCKET_BUFFER = 2 * 1024 * 1024; // the size of the supervisor's own

  private final DatagramChannel channel;

  private FrameLink(DatagramChannel channel) {
    this.channel = channel;
  }

  /// Opens a link for the supervisor's request.
  ///
  /// @throws RuntimeFailure if the supervisor's endpoint is not a UDP socket, the only kind that it
  ///   uses: `BAD_REQUEST`
  /// @throws IOException if no socket can be opened
  public static FrameLink open(NetworkRequest request) throws IOException, RuntimeFailure {
    SupervisorEndpoint endpoint =
        request
            .endpoint()
            .orElseThrow(() ->
                new RuntimeFailure(
                    RuntimeFailure.Code.BAD_REQUEST,
                    "the supervisor passed no endpoint for the "
                        + request.kind()
                        + " network on the command line"));
    return switch (endpoint) {
      case SupervisorEndpoint.Udp(InetSocketAddress address) -> open(address);
      case SupervisorEndpoint.TcpConnect _ -> throw unsupported("tcp-connect");
      case SupervisorEndpoint.TcpListen _ -> throw unsupported("tcp-listen");
      case SupervisorEndpoint.UnixListen _ -> throw unsupported("unix");
    };
  }

  private static FrameLink open(InetSocketAddress supervisor) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      var _ = channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
      var _ = channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
      var _ = channel.connect(supervisor); // receives frames from this address only
      return new FrameLink(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static RuntimeFailure unsupported(String kind) {
    return new RuntimeFailure(
        RuntimeFailure.Code.BAD_REQUEST,
        "a frame link requires a udp endpoint, not " + kind + " (no supervisor uses that yet)");
  }

  /// The endpoint to return from [GolemRuntime#joinNetwork(NetworkRequest, Activity)].
  public NetworkEndpoint endpoint() {
    try {
      return new NetworkEndpoint.Udp((InetSocketAddress) channel.getLocalAddress());
    } catch (IOException e) {
      throw new IllegalStateException("the link is closed", e);
    }
  }

  /// Sends one frame. Blocks only if the system's buffer is full.
  ///
  /// @throws IllegalArgumentException if it is not a frame: shorter than a frame's header (an empty
  ///   datagram would make the supervisor stop reading), or longer than UDP carries
  /// @throws IOException if the link is closed
  public void send(byte[] frame, int from, int length) throws IOException {
    if (length < SHORTEST_FRAME || length > LONGEST_FRAME) {
      throw new IllegalArgumentException(
          "a frame must have " + SHORTEST_FRAME + " to " + LONGEST_FRAME + " bytes, not " + length);
    }
    try {
      int _ = channel.write(ByteBuffer.wrap(frame, from, length));
    } catch (PortUnreachableException e) {
      // the supervisor's socket is gone, and the frame is lost, as any frame can be
    }
  }

  /// Sends a whole array as one frame.
  public void send(byte[] frame) throws IOException {
    send(frame, 0, frame.length);
  }

  /// Waits for a frame.
  ///
  /// @param buffer receives it; a frame that does not fit is truncated, see [#LONGEST_FRAME]
  /// @return its length; -1 if the link is closed, even during this call
  public int receive(byte[] buffer) throws IOException {
    while (true) {
      try {
        int length = channel.read(ByteBuffer.wrap(buffer));
        if (length >= SHORTEST_FRAME) {
          return length;
        }
      } catch (PortUnreachableException e) {
        // an earlier frame did not arrive
      } catch (ClosedChannelException e) {
        return -1;
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
