package network.golem.runtime.supervisor.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Tells how far its reader has come.
final class CountedStream extends FilterInputStream {
  private final Count count;

  CountedStream(InputStream in, Count count) {
    super(in);
    this.count = count;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count.add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] block, int offset, int length) throws IOException {
    int read = super.read(block, offset, length);
    count.add(Math.max(0, read));
    return read;
  }

  /// How far it is.
  static final class Count {
    private final Transfers.Progress progress;
    private final long offset;
    private final OptionalLong total;
    private long done;

    Count(Transfers.Progress progress, long offset, OptionalLong total) {
      this.progress = progress;
      this.offset = offset;
      this.total = total;
    }

    void begin() {
      done = offset;
      progress.moved(done, total);
    }

    void add(int bytes) {
      if (bytes > 0) {
        done += bytes;
        progress.moved(done, total);
      }
    }

    /// A server that ends early without a word has to be asked again.
    void checkComplete() throws IOException {
      if (total.isPresent() && done < total.getAsLong()) {
        throw new IOException(
            "the source ended after " + done + " of " + total.getAsLong() + " bytes");
      }
    }
  }
}
