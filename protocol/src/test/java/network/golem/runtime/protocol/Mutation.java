package network.golem.runtime.protocol;

import java.util.Arrays;
import java.util.Random;

/// Damages bytes slightly, preferring changes that matter in protobuf's format.
final class Mutation {
  private static final int[] TELLING = {0x00, 0x01, 0x02, 0x0a, 0x0b, 0x0c, 0x12, 0x7f, 0x80, 0xff};

  private final Random random;

  Mutation(Random random) {
    this.random = random;
  }

  byte[] of(byte[] bytes) {
    byte[] mutated = bytes;
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      mutated = once(mutated);
    }
    return mutated;
  }

  private byte[] once(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> replaced(bytes, at, to, new byte[0]);
      case 2 -> replaced(bytes, at, at, telling(1 + random.nextInt(11)));
      case 3 -> replaced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 4 -> replaced(bytes, at, Math.min(bytes.length, at + 1), telling(1));
      default -> flipped(bytes, at);
    };
  }

  private byte[] telling(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) TELLING[random.nextInt(TELLING.length)]);
    return bytes;
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (at < bytes.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    WireWriter out = new WireWriter(bytes.length + by.length);
    out.raw(bytes, 0, from);
    out.raw(by, 0, by.length);
    out.raw(bytes, to, bytes.length - to);
    return Arrays.copyOf(out.bytes, out.size);
  }
}
