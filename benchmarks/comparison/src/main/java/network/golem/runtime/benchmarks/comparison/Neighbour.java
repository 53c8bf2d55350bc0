package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.util.List;

/// A process that computes on the same core all the time.
final class Neighbour implements AutoCloseable {
  /// The command that binds a process to that core.
  static final List<String> PIN = List.of("taskset", "-c", "0");

  private final Process process;

  Neighbour() throws IOException {
    process =
        new ProcessBuilder("taskset", "-c", "0", "sh", "-c", "while :; do :; done")
            .inheritIO()
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "neighbour"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
