package network.golem.runtime.sdktests;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file in a runtime's workdir for a test to read, with a line for each thing that the runtime
/// has done.
final class Marks {
  private static final String FILE = "marks";

  private Marks() {}

  static void leave(Path workdir, String mark) throws IOException {
    Files.writeString(workdir.resolve(FILE), mark + "\n", CREATE, APPEND);
  }

  static List<String> in(Path workdir) throws IOException {
    Path file = workdir.resolve(FILE);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }
}
