package network.golem.runtime.supervisor.transfer;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reports the progress of its reader.
record MeteredContent(Content content, Meter meter) implements Content {

  @Override
  public int read(byte[] block) throws TransferException, InterruptedException {
    int count = content.read(block);
    meter.add(block, count);
    return count;
  }

  @Override
  public Optional<String> flaw() {
    return content.flaw();
  }

  @Override
  public void close() {
    content.close();
  }

  /// Counts bytes; begins again if the content is read from the beginning again. Not thread-safe.
  static final class Meter {
    private final Transfers.Observer observer;
    private final long offset;
    private final OptionalLong total;
    private final @Nullable MessageDigest digest;
    private @Nullable Content content;
    private long done;

    /// @param digest updated with what is read
    Meter(
        Transfers.Observer observer,
        long offset,
        OptionalLong total,
        @Nullable MessageDigest digest) {
      this.observer = observer;
      this.offset = offset;
      this.total = total;
      this.digest = digest;
    }

    Content of(Content opened) {
      done = offset;
      content = opened;
      if (digest != null) {
        digest.reset();
      }
      return new MeteredContent(opened, this);
    }

    private void add(byte[] block, int count) {
      if (count > 0) {
        done += count;
        if (digest != null) {
          digest.update(block, 0, count);
        }
        observer.moved(done, total);
      }
    }

    /// Reports the total once more, if it was not reported yet.
    void end() {
      observer.moved(done, total);
    }

    long done() {
      return done;
    }

    Optional<String> flaw() {
      return content == null ? Optional.empty() : content.flaw();
    }
  }
}
