package network.golem.runtime.sdk.launch;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes to a pipe, which can be asked whether all of it has been read.
final class PipeOutput extends FileOutputStream {
  private static final int TYPE = 0170000;
  private static final int FIFO = 0010000;

  /// Never read: it asks the system how many bytes the pipe holds, which either end may.
  private final FileInputStream gauge;

  /// @param name under which the pipe can be opened
  PipeOutput(String name) throws IOException {
    super(name, true);
    gauge = new FileInputStream(getFD());
  }

  /// Whether a file is a pipe.
  static boolean isPipe(String name) {
    try {
      return ((int) Files.getAttribute(Path.of(name), "unix:mode") & TYPE) == FIFO;
    } catch (IOException | UnsupportedOperationException e) {
      return false; // nothing that this system would tell
    }
  }

  boolean isEmpty() {
    try {
      return gauge.available() == 0;
    } catch (IOException e) {
      return false; // writing it will say why
    }
  }
}
