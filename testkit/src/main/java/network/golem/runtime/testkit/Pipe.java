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

/// A pipe of the system's, as between two processes: bounded, and deaf to interruption. (What
/// `java.nio` has is closed by the interruption of a thread that writes, which is how commands are
/// killed.)
///
/// @param in the end that is read
/// @param out the end that is written
record Pipe(InputStream in, OutputStream out) {

  /// Makes this many.
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
      throw new UncheckedIOException("no pipe can be made: " + e.getMessage(), e);
    }
  }

  /// Either end's opening waits for the other's. Who holds both waits for nobody.
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

  /// Closes itself at its end. Closed by somebody else while a thread reads it, it waits for that
  /// thread: the number of its descriptor might be given to something else meanwhile.
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
