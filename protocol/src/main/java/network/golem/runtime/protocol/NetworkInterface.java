package network.golem.runtime.protocol;

/// A kind of network. The protocol defines two; any other keeps its number.
///
/// @param number the number on the wire
public record NetworkInterface(int number) {
  public static final NetworkInterface VPN = new NetworkInterface(0);
  public static final NetworkInterface INET = new NetworkInterface(1);

  /// The protocol's name, or the number if it has none.
  @Override
  public String toString() {
    return switch (number) {
      case 0 -> "VPN";
      case 1 -> "INET";
      default -> Integer.toString(number);
    };
  }
}
