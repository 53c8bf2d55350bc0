package network.golem.runtime.sdktests;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// A named pipe. This process holds both ends until it closes one. (The pipes of a `Process` are
/// closed when that process ends, even if other processes use them.)
final class Fifo implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile both;

  private Fifo(Path path, RandomAccessFile both) {
    this.path = path;
    this.both = both;
  }

  static Fifo make(Path path) throws IOException, InterruptedException {
    int code = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("mkfifo failed with exit code " + code);
    }
    return new Fifo(path, new RandomAccessFile(path.toFile(), "rw"));
  }

  Path path() {
    return path;
  }

  /// Closes the writing end of this process. Other writers must have opened the pipe before.
  InputStream reading() throws IOException {
    InputStream in = new FileInputStream(path.toFile());
    both.close();
    return in;
  }

  /// Writes, and keeps the pipe open for reading as well.
  OutputStream writing() throws IOException {
    return new FileOutputStream(path.toFile());
  }

  @Override
  public void close() throws IOException {
    both.close();
  }
}
