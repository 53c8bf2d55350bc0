package network.golem.runtime.sdk.posix;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;

/// Writes to a descriptor that cannot be opened as a file. Not thread-safe.
public final class NativeOutput extends OutputStream {
  private final Block block;

  public NativeOutput(int descriptor) {
    block = new Block(descriptor);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, bytes.length);
    for (int done = 0; done < length; ) {
      int piece = Math.min(length - done, Block.SIZE);
      block.put(bytes, from + done, piece);
      for (int written = 0; written < piece; ) {
        written += block.write(written, piece - written);
      }
      done += piece;
    }
  }
}
