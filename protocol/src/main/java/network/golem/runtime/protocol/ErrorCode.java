package network.golem.runtime.protocol;

/// The kind of a failure. The protocol defines three; others, which the Rust SDK sends (system
/// error numbers), keep their number.
///
/// @param number the number on the wire
public record ErrorCode(int number) {
  public static final ErrorCode INTERNAL = new ErrorCode(0);
  public static final ErrorCode NOT_FOUND = new ErrorCode(1);
  public static final ErrorCode BAD_REQUEST = new ErrorCode(2);

  /// The protocol's name, or the number if it has none.
  @Override
  public String toString() {
    return switch (number) {
      case 0 -> "INTERNAL";
      case 1 -> "NOT_FOUND";
      case 2 -> "BAD_REQUEST";
      default -> Integer.toString(number);
    };
  }
}
