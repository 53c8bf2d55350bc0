package network.golem.runtime.packager;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Computes what POSIX's `cksum` prints for a file on its standard input.
final class Checksum {
  private static final int POLYNOMIAL = 0x04c11db7;
  private static final int BLOCK = 1 << 16;
  private static final int[] TABLE = table();

  private Checksum() {}

  static String of(Path file) throws IOException {
    int sum = 0;
    long size = 0;
    byte[] block = new byte[BLOCK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        for (int i = 0; i < count; i++) {
          sum = next(sum, block[i]);
        }
        size += count;
      }
    }
    for (long rest = size; rest != 0; rest >>>= Byte.SIZE) { // the checksum includes the size
      sum = next(sum, (byte) rest);
    }
    return Integer.toUnsignedString(~sum) + " " + size;
  }

  private static int next(int sum, byte b) {
    return sum << Byte.SIZE ^ TABLE[(sum >>> 24 ^ b) & 0xff];
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int sum = i << 24;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        sum = sum < 0 ? sum << 1 ^ POLYNOMIAL : sum << 1;
      }
      table[i] = sum;
    }
    return table;
  }
}
