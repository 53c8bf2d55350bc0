package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A process that has ended.
record Finished(int code, String out, String err) {
  private static final int SECONDS = 30;

  /// Runs a program to its end, with this standard input.
  static Finished run(String input, List<String> line, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("packager", ".out");
    Path err = Files.createTempFile("packager", ".err");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().remove("JAVA_HOME");
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
        stdin.write(input);
      } catch (IOException e) {
        // the program has ended without reading
      }
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      assertThat(ended).as("%s ends", line).isTrue();
      return new Finished(
          process.exitValue(),
          new String(Files.readAllBytes(out), StandardCharsets.UTF_8),
          new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  static Finished run(List<String> line) throws IOException, InterruptedException {
    return run("", line, Map.of());
  }
}
