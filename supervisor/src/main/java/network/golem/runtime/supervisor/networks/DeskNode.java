package network.golem.runtime.supervisor.networks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Endpoint;
import network.golem.runtime.supervisor.networks.Packets.ArpReply;
import network.golem.runtime.supervisor.networks.Packets.ArpRequest;
import network.golem.runtime.supervisor.networks.Packets.EchoReply;
import network.golem.runtime.supervisor.networks.Packets.EchoRequest;
import network.golem.runtime.supervisor.networks.Packets.Packet;
import org.jspecify.annotations.Nullable;

/// All other nodes of an activity's networks, played by the desk: it answers ARP and ping for their
/// addresses, and pings the runtime once.
final class DeskNode implements AutoCloseable {
  private static final Duration EACH = Duration.ofMillis(500);
  private static final int TRIES = 10;

  /// The maximum number of unexpected packets from the runtime that are kept.
  private static final int MOST = 1024;

  /// Identifier and sequence number of our echo request, and eight bytes of data.
  private static final int ECHO = 12;

  private static final int IDENTITY = 0x676c_0001;

  private final EthernetLink link;
  private final Consumer<String> news;
  private final Set<Integer> nodes = new HashSet<>();
  private final Set<String> told = new HashSet<>();
  private final BlockingQueue<Packet> answers = new LinkedBlockingQueue<>(MOST);
  private @Nullable Thread pinging;

  private DeskNode(EthernetLink link, Consumer<String> news) {
    this.link = link;
    this.news = news;
  }

  /// Joins, on threads of its own, until it is closed.
  ///
  /// @param news called once for each kind of message
  /// @param threads starts a thread with this name
  /// @throws IllegalArgumentException if a node's supervisor refuses such an endpoint, in its words
  public static DeskNode join(
      VpnSocket socket,
      Endpoint endpoint,
      Collection<Member> members,
      Consumer<String> news,
      BiFunction<String, Runnable, Thread> threads)
      throws IOException {
    DeskNode node = new DeskNode(socket.connect(endpoint), news);
    members.forEach(member -> node.nodes.addAll(member.others()));
    Thread _ = threads.apply("network", node::answer);
    node.pinging = threads.apply("ping", () -> members.forEach(node::ping));
    return node;
  }

  private void answer() {
    try {
      for (byte[] frame = link.receive(); frame != null; frame = link.receive()) {
        Packet packet = Packets.parse(frame).orElse(null);
        switch (packet) {
          case ArpRequest(long mac, int from, int wanted) when nodes.contains(wanted) ->
              link.send(Packets.arpReply(wanted, mac, from));
          case EchoRequest(long mac, int from, int to, Bytes rest) when nodes.contains(to) -> {
            link.send(Packets.echoReply(mac, to, from, rest));
            tell(Subnet.dotted(from) + " pinged " + Subnet.dotted(to) + ", and was answered");
          }
          case ArpReply reply -> keep(reply);
          case EchoReply reply -> keep(reply);
          case null, default -> {} // for a node that the desk does not play, or of another protocol
        }
      }
    } catch (IOException | IndexOutOfBoundsException e) { // closed, or sends invalid frames
      news.accept("the runtime's end of the network is gone: " + e.getMessage());
    }
  }

  /// A packet that does not fit is lost, as on a network.
  private void keep(Packet reply) {
    boolean _ = answers.offer(reply);
  }

  private void tell(String sentence) {
    if (told.size() < MOST && told.add(sentence)) {
      news.accept(sentence);
    }
  }

  private void ping(Member member) {
    String way = Subnet.dotted(member.desk()) + " to " + Subnet.dotted(member.runtime());
    try {
      ArpReply reply =
          exchange(
              Packets.arpRequest(member.desk(), member.runtime()),
              ArpReply.class,
              found -> found.from() == member.runtime());
      if (reply == null) {
        news.accept("ping from " + way + ": no answer to ARP");
        return;
      }
      Bytes rest =
          Bytes.copyOf(
              ByteBuffer.allocate(ECHO).putInt(IDENTITY).putLong(System.nanoTime()).array());
      long began = System.nanoTime();
      EchoReply echo =
          exchange(
              Packets.echoRequest(reply.mac(), member.desk(), member.runtime(), rest),
              EchoReply.class,
              found -> found.rest().equals(rest));
      news.accept(
          echo == null
              ? "ping from " + way + ": it answers ARP, but not the echo request"
              : String.format(
                  Locale.ROOT,
                  "ping from %s: answered in %.1f ms",
                  way,
                  (System.nanoTime() - began) / 1e6));
    } catch (IOException e) {
      news.accept("ping from " + way + " failed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed before an answer came
    }
  }

  /// Sends until the answer has arrived.
  private <T extends Packet> @Nullable T exchange(
      byte[] frame, Class<T> kind, Predicate<T> isAnswer) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      link.send(frame);
      long deadline = System.nanoTime() + EACH.toNanos();
      for (Packet packet = poll(deadline); packet != null; packet = poll(deadline)) {
        if (kind.isInstance(packet) && isAnswer.test(kind.cast(packet))) {
          return kind.cast(packet);
        }
      }
    }
    return null;
  }

  private @Nullable Packet poll(long deadline) throws InterruptedException {
    return answers.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() throws IOException {
    Thread ping = pinging;
    if (ping != null) {
      ping.interrupt();
    }
    link.close();
  }
}
