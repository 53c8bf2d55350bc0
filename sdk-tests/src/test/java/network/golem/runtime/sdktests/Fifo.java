package network.golem.runtime.sdktests;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/// A pipe with a name, of which this process holds both ends until it lets go of one. (The pipes of
/// a `Process` are closed when that process ends, whoever else uses them.)
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

  /// From now on, this process only reads. Others must have opened their end by now.
  InputStream reading() throws IOException {
    InputStream in = new FileInputStream(path.toFile());
    both.close();
    return in;
  }

  /// Writes, and holds the pipe open for reading as well.
  OutputStream writing() throws IOException {
    return new FileOutputStream(path.toFile());
  }

  @Override
  public void close() throws IOException {
    both.close();
  }
}
