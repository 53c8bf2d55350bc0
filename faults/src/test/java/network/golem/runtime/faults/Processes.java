package network.golem.runtime.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// All processes of this machine.
final class Processes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Processes() {}

  /// Waits until no process has this argument, but at most ten seconds.
  ///
  /// @return the processes that still have it
  static List<String> remaining(String word) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> remaining = withWord(word);
    while (!remaining.isEmpty() && deadline - System.nanoTime() > 0) {
      Thread.sleep(10); // there is no event for the end of a process that is not a child
      remaining = withWord(word);
    }
    return remaining;
  }

  private static List<String> withWord(String word) throws IOException {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
          .filter(process -> process.getFileName().toString().matches("[0-9]+"))
          .map(process -> process.getFileName() + ": " + commandLine(process))
          .filter(line -> line.contains(word))
          .toList();
    }
  }

  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"), ISO_8859_1).replace('\0', ' ').strip();
    } catch (IOException e) {
      return ""; // it has ended meanwhile
    }
  }

  /// The number of processes and threads that a user has.
  static long threadsOf(int user) throws IOException {
    long all = 0;
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        try (Stream<Path> threads = Files.list(process.resolve("task"))) {
          if (Files.getAttribute(process, "unix:uid").equals(user)) {
            all += threads.count();
          }
        } catch (NoSuchFileException e) {
          // it has ended meanwhile
        }
      }
    }
    return all;
  }
}
