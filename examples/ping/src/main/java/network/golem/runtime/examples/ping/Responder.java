package network.golem.runtime.examples.ping;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Answers ARP requests and ICMP echo requests for its addresses. All numbers in frames are
/// big-endian, as a `ByteBuffer` reads them.
final class Responder {
  static final int ETHERNET = 14;
  private static final int ETHERNET_TYPE = 12;
  static final int MAC = 6;
  static final short IPV4 = 0x0800;
  private static final short ARP = 0x0806;

  private static final int ARP_LENGTH = ETHERNET + 28;
  private static final long ARP_FOR_IPV4 = 0x0001_0800_0604L << 16; // followed by the operation
  private static final short ARP_REQUEST = 1;
  private static final short ARP_REPLY = 2;

  static final int IP_HEADER = 20;
  static final int PROTOCOL = 9;
  static final int SOURCE = 12;
  private static final int DESTINATION = 16;
  static final byte ICMP = 1;
  static final int ICMP_HEADER = 8;
  static final byte ECHO_REQUEST = 8;
  static final byte ECHO_REPLY = 0;

  private final List<Integer> own;

  Responder(List<InetAddress> own) {
    this.own =
        own.stream()
            .filter(Inet4Address.class::isInstance)
            .map(address -> ByteBuffer.wrap(address.getAddress()).getInt())
            .toList();
  }

  /// The answer to a frame, if it is a request to this node.
  ///
  /// @param buffer contains the frame at its beginning, with this length
  Optional<byte[]> answer(byte[] buffer, int length) {
    if (length < ETHERNET) {
      return Optional.empty();
    }
    return switch (ByteBuffer.wrap(buffer).getShort(ETHERNET_TYPE)) {
      case ARP -> arp(Arrays.copyOf(buffer, length));
      case IPV4 -> echo(Arrays.copyOf(buffer, length));
      default -> Optional.empty();
    };
  }

  /// A node's hardware address. By the supervisor's convention, it is `A0:13` and the four bytes of
  /// the node's IP address.
  static byte[] mac(int address) {
    return ByteBuffer.allocate(MAC).putShort((short) 0xA013).putInt(address).array();
  }

  private Optional<byte[]> arp(byte[] frame) {
    if (frame.length < ARP_LENGTH) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(frame);
    int target = in.getInt(ETHERNET + 24);
    if (in.getLong(ETHERNET) != (ARP_FOR_IPV4 | ARP_REQUEST) || !own.contains(target)) {
      return Optional.empty();
    }
    byte[] asker = Arrays.copyOfRange(frame, ETHERNET + 8, ETHERNET + 8 + MAC);
    ByteBuffer out = ByteBuffer.allocate(ARP_LENGTH);
    out.put(asker).put(mac(target)).putShort(ARP);
    out.putLong(ARP_FOR_IPV4 | ARP_REPLY).put(mac(target)).putInt(target);
    out.put(asker).putInt(in.getInt(ETHERNET + 14));
    return Optional.of(out.array());
  }

  private Optional<byte[]> echo(byte[] frame) {
    if (frame.length < ETHERNET + IP_HEADER + ICMP_HEADER) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(frame, ETHERNET, frame.length - ETHERNET).slice();
    int header = (in.get(0) & 15) * 4;
    int total = in.getShort(2) & 0xffff;
    boolean plain =
        in.get(0) >> 4 == 4
            && header >= IP_HEADER
            && total >= header + ICMP_HEADER
            && total <= in.limit()
            && (in.getShort(6) & 0x3fff) == 0 // no part of a longer one
            && in.get(PROTOCOL) == ICMP
            && checksum(in, 0, header) == 0;
    if (!plain
        || in.get(header) != ECHO_REQUEST
        || checksum(in, header, total) != 0
        || !own.contains(in.getInt(DESTINATION))) {
      return Optional.empty();
    }
    byte[] answer = Arrays.copyOf(frame, ETHERNET + total);
    System.arraycopy(frame, MAC, answer, 0, MAC);
    System.arraycopy(frame, 0, answer, MAC, MAC);
    ByteBuffer out = ByteBuffer.wrap(answer, ETHERNET, total).slice();
    out.putInt(SOURCE, in.getInt(DESTINATION)).putInt(DESTINATION, in.getInt(SOURCE));
    out.put(header, ECHO_REPLY).putShort(header + 2, (short) 0);
    out.putShort(header + 2, checksum(out, header, total));
    return Optional.of(
        answer); // the IP header's checksum is unchanged, because its addresses are only swapped
  }

  /// The Internet checksum of these bytes; 0 if they contain a correct checksum.
  static short checksum(ByteBuffer bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i += 2) {
      sum += i + 1 < to ? bytes.getShort(i) & 0xffff : (bytes.get(i) & 0xff) << 8;
    }
    sum = (sum >>> 16) + (sum & 0xffff);
    return (short) ~(sum + (sum >>> 16));
  }
}
