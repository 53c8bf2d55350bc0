package network.golem.runtime.sdktests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads `/proc`. A process that has ended in the meantime has no files.
final class Proc {
  private static final Path ROOT = Path.of("/proc");

  private Proc() {}

  /// The pids of all processes.
  static List<Long> all() throws IOException {
    List<Long> all = new ArrayList<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(ROOT, "[0-9]*")) {
      processes.forEach(process -> all.add(Long.parseLong(process.getFileName().toString())));
    }
    return all;
  }

  /// The content of a file of a process; empty if the process has ended.
  static String read(long pid, String name) {
    try {
      return Files.readString(ROOT.resolve(Long.toString(pid)).resolve(name), ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }

  /// The peak memory of a process so far, in bytes.
  static long peakMemory(Process process) {
    return read(process.pid(), "status")
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
