package network.golem.runtime.sdk.posix;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/// Reads a descriptor that cannot be opened as a file. Not thread-safe.
public final class NativeInput extends InputStream {
  private final Block block;

  public NativeInput(int descriptor) {
    block = new Block(descriptor);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    if (length == 0) {
      return 0;
    }
    int count = block.read(Math.min(length, Block.SIZE));
    block.get(bytes, from, count);
    return count == 0 ? -1 : count;
  }
}
