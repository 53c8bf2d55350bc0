package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A runtime that is measured, and what measures it: the published client in Rust, one process for
/// each figure.
///
/// @param driver the client's program
/// @param binary the runtime's
/// @param workdir for its activities
record Subject(Path driver, Path binary, Path workdir) {
  private static final long MINUTES = 5;

  /// What the client saw.
  ///
  /// @param mode its words, such as `hello 1000`
  JsonNode drive(String... mode) {
    List<String> line = new ArrayList<>(List.of(driver.toString()));
    line.addAll(List.of(mode));
    line.addAll(List.of("--", binary.toString(), "--workdir", workdir.toString(), "start"));
    String printed = call(line, true);
    return JsonMapper.shared().readTree(printed.strip().lines().toList().getLast());
  }

  /// How long a whole process takes, in milliseconds.
  double time(String... words) {
    List<String> line = new ArrayList<>(List.of(binary.toString()));
    line.addAll(List.of(words));
    long began = System.nanoTime();
    String _ = call(line, false);
    return (System.nanoTime() - began) / 1e6;
  }

  private static String call(List<String> line, boolean large) {
    try {
      Path out = Files.createTempFile("measured", ".json");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GOLEM_RUNTIME_TICK_WAIT", "off");
        if (large) {
          builder.environment().put("DRIVER_NOKEEP", "1");
        }
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new IllegalStateException(line + " has not ended within " + MINUTES + " minutes");
        }
        String printed = Files.readString(out);
        if (process.exitValue() != 0) {
          throw new IllegalStateException(
              line + " exited with code " + process.exitValue() + ": " + printed.strip());
        }
        return printed;
      } finally {
        Files.delete(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
