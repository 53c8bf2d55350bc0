package network.golem.runtime.testkit;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A pipe of the operating system, as between two processes: bounded, and not affected by
/// interruption. (A pipe of `java.nio` is closed if a thread that writes to it is interrupted,
/// which is how commands are killed.)
///
/// @param in the end to read from
/// @param out the end to write to
record Pipe(InputStream in, OutputStream out) {

  /// Creates this number of pipes.
  static List<Pipe> make(int count) {
    try {
      Path directory = Files.createTempDirectory("pipes-");
      List<Path> names = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        names.add(directory.resolve("pipe-" + i));
      }
      mkfifo(names);
      List<Pipe> pipes = new ArrayList<>();
      for (Path name : names) {
        pipes.add(open(name));
        Files.delete(name);
      }
      Files.delete(directory);
      return pipes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a pipe: " + e.getMessage(), e);
    }
  }

  /// Opening one end waits for the other end to be opened. A descriptor that is opened for both
  /// does not wait.
  private static Pipe open(Path name) throws IOException {
    RandomAccessFile both = new RandomAccessFile(name.toFile(), "rw");
    try {
      return new Pipe(
          new EndingInput(new FileInputStream(name.toFile())), new FileOutputStream(name.toFile()));
    } finally {
      both.close();
    }
  }

  private static void mkfifo(List<Path> names) throws IOException {
    List<String> line = new ArrayList<>(List.of("mkfifo"));
    names.forEach(name -> line.add(name.toString()));
    try {
      int code = new ProcessBuilder(line).inheritIO().start().waitFor();
      if (code != 0) {
        throw new IOException("mkfifo failed with exit code " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while making a pipe", e);
    }
  }

  /// Closes itself at the end of the stream. If another thread closes it during a read, it stays
  /// open until that read has returned: otherwise its descriptor could be reused in the meantime.
  private static final class EndingInput extends InputStream {
    private final FileInputStream in;
    private boolean reading;
    private boolean ended;

    EndingInput(FileInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (!beginReading()) {
        return -1;
      }
      int count = -1;
      try {
        count = in.read(bytes, from, length);
      } finally {
        endReading(count < 0);
      }
      return count;
    }

    private synchronized boolean beginReading() {
      reading = !ended;
      return reading;
    }

    private synchronized void endReading(boolean atEnd) throws IOException {
      reading = false;
      ended |= atEnd;
      if (ended) {
        in.close();
      }
    }

    @Override
    public synchronized void close() throws IOException {
      ended = true;
      if (!reading) {
        in.close();
      }
    }
  }
}
