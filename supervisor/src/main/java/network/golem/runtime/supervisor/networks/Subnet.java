package network.golem.runtime.supervisor.networks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/// An IPv4 network.
///
/// @param network its address, host bits zero
/// @param mask such as 0xffffff00
record Subnet(int network, int mask) {
  private static final int BITS = 32;

  /// Four numbers. Java also accepts fewer.
  private static final Pattern DOTTED = Pattern.compile("(?:(?:0|[1-9][0-9]*)(?:\\.(?!$)|$)){4}");

  /// @param ip an address in it, or `ADDRESS/PREFIX`; then the mask is ignored
  /// @param mask in dotted form
  /// @throws IllegalArgumentException with a sentence that says what is wrong
  public static Subnet of(String ip, String mask) {
    int slash = ip.indexOf('/');
    int bits = slash < 0 ? address(mask) : mask(ip.substring(slash + 1), ip);
    if (bits != 0
        && Integer.numberOfLeadingZeros(~bits) + Integer.numberOfTrailingZeros(bits) != BITS) {
      throw new IllegalArgumentException("'" + mask + "' is not a network mask");
    }
    return new Subnet(address(slash < 0 ? ip : ip.substring(0, slash)) & bits, bits);
  }

  private static int mask(String prefix, String where) {
    if (!prefix.matches("[0-9]{1,2}") || Integer.parseInt(prefix) > BITS) {
      throw new IllegalArgumentException("'" + where + "' has no prefix from 0 to 32");
    }
    int length = Integer.parseInt(prefix);
    return length == 0 ? 0 : -1 << (BITS - length);
  }

  /// @throws IllegalArgumentException if it is not an IPv4 address
  public static int address(String dotted) {
    try {
      if (DOTTED.matcher(dotted).matches()
          && InetAddress.ofLiteral(dotted) instanceof Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
      }
    } catch (IllegalArgumentException _) {
      // reported below
    }
    throw new IllegalArgumentException("'" + dotted + "' is not an IPv4 address");
  }

  /// Refuses an address that a node cannot have.
  public static void checkHost(String dotted) {
    int address = address(dotted);
    int first = address >>> 24;
    if (first == 0 || first == 127 || first >= 224) {
      throw new IllegalArgumentException(
          "'"
              + dotted
              + "' is not a valid node address: loopback, unspecified, multicast and broadcast are"
              + " refused");
    }
  }

  public static String dotted(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  public boolean contains(int address) {
    return (address & mask) == network;
  }

  /// All host bits are one.
  public int broadcast() {
    return network | ~mask;
  }

  @Override
  public String toString() {
    return dotted(network) + "/" + Integer.bitCount(mask);
  }
}
