package network.golem.runtime.supervisor.networks;

import java.nio.ByteBuffer;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;

/// Ethernet frames with ARP or ICMP echo over IPv4, the only protocols that the desk supports. The
/// Ethernet address of every node is `A0:13:` and the four bytes of its IPv4 address.
final class Packets {
  static final long BROADCAST = 0xffff_ffff_ffffL;

  private static final int ETHERNET = 14;
  private static final short IPV4 = 0x0800;
  private static final short ARP = 0x0806;
  private static final int ARP_LENGTH = 28;
  private static final int ARP_REQUEST = 1;
  private static final int ARP_REPLY = 2;
  private static final int IP_HEADER = 20;
  private static final int ICMP_HEADER = 8;
  private static final byte ICMP = 1;
  private static final byte ECHO_REQUEST = 8;
  private static final byte ECHO_REPLY = 0;
  private static final byte HOPS = 64;

  private Packets() {}

  /// The content of a frame.
  sealed interface Packet {}

  /// An ARP request for the owner of an address.
  record ArpRequest(long mac, int from, int wanted) implements Packet {}

  /// An ARP reply from the owner of an address.
  record ArpReply(long mac, int from) implements Packet {}

  /// An ICMP echo request.
  ///
  /// @param rest identifier, sequence number and data
  record EchoRequest(long mac, int from, int to, Bytes rest) implements Packet {}

  /// An ICMP echo reply.
  record EchoReply(int from, int to, Bytes rest) implements Packet {}

  /// The Ethernet address of a node.
  static long macOf(int ip) {
    return 0xa013L << 32 | Integer.toUnsignedLong(ip);
  }

  /// The content of a frame, if the desk supports its protocol.
  static Optional<Packet> parse(byte[] frame) {
    if (frame.length < ETHERNET) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(frame);
    long sender = mac(in, 6);
    return switch (in.getShort(12)) {
      case ARP -> arp(in);
      case IPV4 -> echo(in, sender);
      default -> Optional.empty();
    };
  }

  private static Optional<Packet> arp(ByteBuffer in) {
    if (in.limit() < ETHERNET + ARP_LENGTH || in.getShort(ETHERNET + 2) != IPV4) {
      return Optional.empty();
    }
    long mac = mac(in, ETHERNET + 8);
    int from = in.getInt(ETHERNET + 14);
    return switch (in.getShort(ETHERNET + 6)) {
      case ARP_REQUEST -> Optional.of(new ArpRequest(mac, from, in.getInt(ETHERNET + 24)));
      case ARP_REPLY -> Optional.of(new ArpReply(mac, from));
      default -> Optional.empty();
    };
  }

  private static Optional<Packet> echo(ByteBuffer in, long mac) {
    if (in.limit() < ETHERNET + IP_HEADER) {
      return Optional.empty();
    }
    int icmp = ETHERNET + (in.get(ETHERNET) & 15) * Integer.BYTES;
    int end = ETHERNET + Short.toUnsignedInt(in.getShort(ETHERNET + 2));
    if (in.get(ETHERNET + 9) != ICMP || end > in.limit() || icmp + ICMP_HEADER > end) {
      return Optional.empty();
    }
    int from = in.getInt(ETHERNET + 12);
    int to = in.getInt(ETHERNET + 16);
    byte[] rest = new byte[end - icmp - 4];
    in.get(icmp + 4, rest);
    return switch (in.get(icmp)) {
      case ECHO_REQUEST -> Optional.of(new EchoRequest(mac, from, to, Bytes.copyOf(rest)));
      case ECHO_REPLY -> Optional.of(new EchoReply(from, to, Bytes.copyOf(rest)));
      default -> Optional.empty();
    };
  }

  static byte[] arpRequest(int from, int wanted) {
    return arp(ARP_REQUEST, BROADCAST, macOf(from), from, 0, wanted);
  }

  static byte[] arpReply(int from, long toMac, int to) {
    return arp(ARP_REPLY, toMac, macOf(from), from, toMac, to);
  }

  private static byte[] arp(
      int operation, long frameTo, long mac, int ip, long targetMac, int targetIp) {
    ByteBuffer out = ByteBuffer.allocate(ETHERNET + ARP_LENGTH);
    putEthernet(out, frameTo, mac, ARP);
    out.putShort((short) 1).putShort(IPV4).put((byte) 6).put((byte) 4).putShort((short) operation);
    putMac(out, mac).putInt(ip);
    putMac(out, targetMac).putInt(targetIp);
    return out.array();
  }

  static byte[] echoRequest(long toMac, int from, int to, Bytes rest) {
    return icmp(ECHO_REQUEST, toMac, from, to, rest);
  }

  static byte[] echoReply(long toMac, int from, int to, Bytes rest) {
    return icmp(ECHO_REPLY, toMac, from, to, rest);
  }

  private static byte[] icmp(byte type, long toMac, int from, int to, Bytes rest) {
    int length = IP_HEADER + 4 + rest.length();
    ByteBuffer out = ByteBuffer.allocate(ETHERNET + length);
    putEthernet(out, toMac, macOf(from), IPV4);
    out.put((byte) 0x45).put((byte) 0).putShort((short) length).putInt(0);
    out.put(HOPS).put(ICMP).putShort((short) 0).putInt(from).putInt(to);
    out.putShort(ETHERNET + 10, checksum(out, ETHERNET, ETHERNET + IP_HEADER));
    out.put(type).put((byte) 0).putShort((short) 0).put(rest.toByteArray());
    out.putShort(ETHERNET + IP_HEADER + 2, checksum(out, ETHERNET + IP_HEADER, ETHERNET + length));
    return out.array();
  }

  private static void putEthernet(ByteBuffer out, long to, long from, short type) {
    putMac(putMac(out, to), from).putShort(type);
  }

  private static ByteBuffer putMac(ByteBuffer out, long mac) {
    return out.putShort((short) (mac >>> 32)).putInt((int) mac);
  }

  private static long mac(ByteBuffer in, int at) {
    return (long) Short.toUnsignedInt(in.getShort(at)) << 32
        | Integer.toUnsignedLong(in.getInt(at + 2));
  }

  /// The Internet checksum: the complement of the sum of all 16-bit words.
  private static short checksum(ByteBuffer in, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i += 2) {
      int low = i + 1 < to ? in.get(i + 1) & 255 : 0;
      sum += (in.get(i) & 255) << 8 | low;
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return (short) ~sum;
  }
}
