package network.golem.runtime.protocol;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntSupplier;

/// Returns bytes in small pieces, as a pipe does.
final class Trickle extends FilterInputStream {
  private final IntSupplier most;

  /// @param most the maximum number of bytes that the next read returns
  Trickle(InputStream in, IntSupplier most) {
    super(in);
    this.most = most;
  }

  static Trickle byteByByte(InputStream in) {
    return new Trickle(in, () -> 1);
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    return super.read(target, from, Math.min(length, most.getAsInt()));
  }
}
