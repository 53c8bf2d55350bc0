package network.golem.runtime.sdk;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/// A link that carries Ethernet frames between the runtime and its supervisor, which forwards them
/// to the network: over UDP, one datagram per frame, without a checksum of its own. The supervisor
/// accepts only IPv4 and ARP frames, and frames can be lost, as on any link.
///
/// One thread may receive while others send. Interrupting a thread that does either closes the
/// link.
public final class FrameLink implements AutoCloseable {
  /// The size of a buffer that fits any frame: the longest that UDP carries.
  public static final int LONGEST_FRAME = 65_507;

  /// The length of the header of every frame: two addresses and a type.
  public static final int SHORTEST_FRAME = 14;

  private static final int SOCKET_BUFFER = 2 * 1024 * 1024; // the supervisor's own have this size

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
      var _ = channel.connect(supervisor); // from there alone frames come
      return new FrameLink(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static RuntimeFailure unsupported(String kind) {
    return new RuntimeFailure(
        RuntimeFailure.Code.BAD_REQUEST,
        "a frame link needs udp, not " + kind + ", which no supervisor uses yet");
  }

  /// The endpoint to answer the supervisor with.
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
  ///   datagram would end the supervisor's reading), or longer than UDP carries
  /// @throws IOException if the link is closed
  public void send(byte[] frame, int from, int length) throws IOException {
    if (length < SHORTEST_FRAME || length > LONGEST_FRAME) {
      throw new IllegalArgumentException(
          "a frame must have " + SHORTEST_FRAME + " to " + LONGEST_FRAME + " bytes, not " + length);
    }
    try {
      int _ = channel.write(ByteBuffer.wrap(frame, from, length));
    } catch (PortUnreachableException e) {
      // the supervisor's socket is gone, and the frame with it: frames can be lost
    }
  }

  /// The same for a whole array.
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
