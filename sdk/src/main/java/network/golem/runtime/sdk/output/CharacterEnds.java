package network.golem.runtime.sdk.output;

/// Finds the ends of characters in bytes that may be UTF-8.
final class CharacterEnds {
  /// The maximum number of bytes of an incomplete character.
  static final int LONGEST_REST = 3;

  private CharacterEnds() {}

  /// The index after the last complete character. If the bytes do not end with the beginning of a
  /// UTF-8 character, this is their end.
  ///
  /// @param to exclusive
  static int last(byte[] bytes, int from, int to) {
    int earliest = Math.max(from, to - LONGEST_REST);
    for (int i = to - 1; i >= earliest; i--) {
      int b = bytes[i] & 0xff;
      if (b < 0x80) {
        return to;
      }
      if (b >= 0xc0) {
        return to - i < length(b) ? i : to;
      }
    }
    return to;
  }

  /// The length of a character that begins with this byte; 0 if no character does.
  private static int length(int first) {
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  }
}
