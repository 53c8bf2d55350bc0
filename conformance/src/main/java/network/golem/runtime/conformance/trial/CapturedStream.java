package network.golem.runtime.conformance.trial;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads a stream to its end on a thread of its own, and keeps its beginning.
final class CapturedStream extends Thread {
  private static final int PIECE = 8192;

  private final InputStream in;
  private final int kept;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// @param kept about how many bytes are kept
  CapturedStream(InputStream in, int kept) {
    super("captured");
    this.in = in;
    this.kept = kept;
    setDaemon(true);
    start();
  }

  @Override
  public void run() {
    byte[] piece = new byte[PIECE];
    try (in) {
      for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
        if (bytes.size() < kept) {
          bytes.write(piece, 0, count); // each of its methods is synchronized
        }
      }
    } catch (IOException _) {
      // the process has been killed at the end of the trial
    }
  }

  /// What has been read until now.
  byte[] bytes() {
    return bytes.toByteArray();
  }
}
