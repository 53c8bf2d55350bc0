package network.golem.runtime.sdk.output;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the ends of lines. All output is searched, so this works on eight bytes at a time.
final class LineEnds {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long IN_EACH_BYTE = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long NEW_LINES = '\n' * IN_EACH_BYTE;

  private LineEnds() {}

  /// The index after the last end of a line; 0 if there is none.
  ///
  /// @param to exclusive
  static int last(byte[] bytes, int from, int to) {
    int end = to;
    while (end - Long.BYTES >= from && !hasNewLine((long) EIGHT.get(bytes, end - Long.BYTES))) {
      end -= Long.BYTES;
    }
    while (end > from) {
      if (bytes[end - 1] == '\n') {
        return end;
      }
      end--;
    }
    return 0;
  }

  /// A zero byte, which marks a match, borrows in the subtraction.
  private static boolean hasNewLine(long eight) {
    long different = eight ^ NEW_LINES;
    return ((different - IN_EACH_BYTE) & ~different & HIGH_BITS) != 0;
  }
}
