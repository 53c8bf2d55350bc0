package network.golem.runtime.sdk.processes.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files of `/proc`, which describe processes. Reading one throws an `IOException` if the
/// process has ended, and if the system has no such file.
public final class Proc {
  /// This process.
  public static final String SELF = "self";

  /// This thread, which has the files of a process.
  static final String THIS_THREAD = "thread-self";

  private static final Path ROOT = Path.of("/proc");

  private Proc() {}

  static boolean isAvailable() {
    return Files.exists(file(SELF, "environ"));
  }

  /// A file about a process.
  ///
  /// @param process its pid, or [#SELF]
  public static Path file(String process, String name) {
    return ROOT.resolve(process).resolve(name);
  }

  /// Its text, with a character for each byte: most of it is ASCII, but a name may be anything.
  static String read(String process, String name) throws IOException {
    return Files.readString(file(process, name), ISO_8859_1);
  }

  static String read(long pid, String name) throws IOException {
    return read(Long.toString(pid), name);
  }

  /// The pids of all processes.
  static List<Long> processes() throws IOException {
    return numbersIn(ROOT);
  }

  /// The ids of a process's threads.
  static List<Long> threads(long pid) throws IOException {
    return numbersIn(file(Long.toString(pid), "task"));
  }

  private static List<Long> numbersIn(Path directory) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[0-9]*")) {
      for (Path entry : entries) {
        numbers.add(Long.parseLong(entry.getFileName().toString()));
      }
    }
    return numbers;
  }
}
