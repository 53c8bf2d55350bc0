package network.golem.runtime.sdktests;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.CRC32;

/// A program that writes to its two outputs alternately, and exits with 3.
final class Alternating {
  static final int CODE = 3;
  private static final int SEED = 7;
  private static final int LARGEST = 32 * 1024;

  private Alternating() {}

  /// One of its outputs, while it is being generated.
  static final class Content {
    private final Random random;
    private final CRC32 sum = new CRC32();
    private long size;

    Content(int output) {
      this.random = new Random(SEED + output);
    }

    byte[] next() {
      byte[] bytes = new byte[1 + random.nextInt(LARGEST)];
      random.nextBytes(bytes);
      sum.update(bytes);
      size += bytes.length;
      return bytes;
    }
  }

  /// The checksum of an output.
  record Sum(long size, long checksum) {
    static Sum of(int output, long total) {
      Content content = new Content(output);
      while (content.size < total) {
        byte[] _ = content.next();
      }
      return new Sum(content.size, content.sum.getValue());
    }
  }

  static void main(String[] args) throws IOException {
    long total = Long.parseLong(args[0]);
    Content out = new Content(1);
    Content err = new Content(2);
    try (FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        FileOutputStream stderr = new FileOutputStream(FileDescriptor.err)) {
      while (out.size < total || err.size < total) {
        if (out.size < total) {
          stdout.write(out.next());
        }
        if (err.size < total) {
          stderr.write(err.next());
        }
      }
    }
    System.exit(CODE);
  }
}
