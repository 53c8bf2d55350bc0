package network.golem.runtime.sdk.launch;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes to a pipe, and can tell whether everything has been read.
final class PipeOutput extends FileOutputStream {
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;

  /// Never read from: it is used to query how many bytes the pipe holds, which either end can do.
  private final FileInputStream gauge;

  /// @param name the path under which the pipe can be opened
  PipeOutput(String name) throws IOException {
    super(name, true);
    gauge = new FileInputStream(getFD());
  }

  /// Whether a file is a pipe.
  static boolean isPipe(String name) {
    try {
      return ((int) Files.getAttribute(Path.of(name), "unix:mode") & TYPE) == FIFO;
    } catch (IOException | UnsupportedOperationException e) {
      return false; // not supported by this system
    }
  }

  boolean isEmpty() {
    try {
      return gauge.available() == 0;
    } catch (IOException e) {
      return false; // a write will fail with the reason
    }
  }
}
