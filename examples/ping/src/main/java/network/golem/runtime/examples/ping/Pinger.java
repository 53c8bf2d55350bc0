package network.golem.runtime.examples.ping;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.golem.runtime.sdk.FrameLink;

/// Sends echo requests from one address of this node.
final class Pinger {
  private static final int TRIES = 5;
  private static final long EACH_MILLIS = 400;
  private static final short IDENTIFIER = 0x4a31;
  private static final int LENGTH = Responder.IP_HEADER + Responder.ICMP_HEADER;
  private static final int HOPS = 8;

  private final FrameLink link;
  private final int own;
  private volatile Waiting waiting = new Waiting((short) 0, 0, new CompletableFuture<>());
  private short sequence;

  Pinger(FrameLink link, Inet4Address own) {
    this.link = link;
    this.own = number(own);
  }

  private record Waiting(short sequence, int from, CompletableFuture<Long> answered) {}

  private static int number(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  /// Pings another node, and tries again a few times if there is no answer.
  ///
  /// @return the time until the answer arrived
  synchronized Optional<Duration> ping(InetAddress address)
      throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Waiting next = new Waiting(++sequence, number(address), new CompletableFuture<>());
      waiting = next;
      long began = System.nanoTime();
      link.send(request(next));
      try {
        long ended = next.answered().get(EACH_MILLIS, TimeUnit.MILLISECONDS);
        return Optional.of(Duration.ofNanos(ended - began));
      } catch (TimeoutException _) {
        // frames can be lost: try again
      } catch (ExecutionException e) {
        throw new IOException(e);
      }
    }
    return Optional.empty();
  }

  private byte[] request(Waiting next) {
    ByteBuffer frame = ByteBuffer.allocate(Responder.ETHERNET + LENGTH);
    frame.put(Responder.mac(next.from())).put(Responder.mac(own)).putShort(Responder.IPV4);
    ByteBuffer out = frame.slice();
    out.put((byte) 0x45).put(2, (byte) 0).putShort(2, (short) LENGTH);
    out.put(HOPS, (byte) 64).put(Responder.PROTOCOL, Responder.ICMP);
    out.putInt(Responder.SOURCE, own).putInt(Responder.SOURCE + Integer.BYTES, next.from());
    out.putShort(HOPS + 2, Responder.checksum(out, 0, Responder.IP_HEADER));
    int icmp = Responder.IP_HEADER;
    out.put(icmp, Responder.ECHO_REQUEST);
    out.putShort(icmp + 4, IDENTIFIER).putShort(icmp + 6, next.sequence());
    out.putShort(icmp + 2, Responder.checksum(out, icmp, LENGTH));
    return frame.array();
  }

  /// Called for each frame that arrives, which may be the answer.
  void heard(byte[] buffer, int length) {
    Waiting now = waiting;
    int icmp = Responder.ETHERNET + Responder.IP_HEADER;
    ByteBuffer in = ByteBuffer.wrap(buffer, 0, length);
    if (length >= icmp + Responder.ICMP_HEADER
        && in.getShort(2 * Responder.MAC) == Responder.IPV4
        && in.get(Responder.ETHERNET + Responder.PROTOCOL) == Responder.ICMP
        && in.get(icmp) == Responder.ECHO_REPLY
        && in.getInt(Responder.ETHERNET + Responder.SOURCE) == now.from()
        && in.getShort(icmp + 4) == IDENTIFIER
        && in.getShort(icmp + 6) == now.sequence()) {
      now.answered().complete(System.nanoTime());
    }
  }
}
