package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The peers in Rust. Without `cargo`, the tests that need them are skipped with a message; with
/// `-Dgolem.interop=required` they fail instead.
final class RustPeers {
  private static final Path DIRECTORY = Path.of("").toAbsolutePath();

  private RustPeers() {}

  /// The published client, as a program that drives a runtime.
  static Path driver() throws IOException, InterruptedException {
    return build("driver");
  }

  /// A runtime on the published SDK.
  static Path benchRuntime() throws IOException, InterruptedException {
    return build("bench-runtime");
  }

  /// Runs a program to its end.
  ///
  /// @return what it printed on standard output
  static String run(List<String> line) throws IOException, InterruptedException {
    Path out = Files.createTempFile("peer", ".out");
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectOutput(out.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      if (!ended) {
        process.destroyForcibly();
      }
      String printed = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(ended).as("%s ends; it printed: %s", line, printed).isTrue();
      assertThat(process.exitValue()).as("exit code of %s; it printed: %s", line, printed).isZero();
      return printed;
    } finally {
      Files.delete(out);
    }
  }

  private static Path build(String name) throws IOException, InterruptedException {
    if (cargo().isEmpty()) {
      String said =
          "SKIPPED: the tests against the Rust peer '" + name + "' need cargo on the PATH";
      assertThat(System.getProperty("golem.interop")).as(said).isNotEqualTo("required");
      System.out.println(said);
      abort(said);
    }
    Path said = Files.createTempFile("cargo", ".log");
    try {
      Process process =
          new ProcessBuilder(DIRECTORY.resolve("cargo").toString(), name, "build")
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(process.waitFor())
          .as("exit code of the build of %s: %s", name, Files.readString(said))
          .isZero();
    } finally {
      Files.delete(said);
    }
    return DIRECTORY.resolve(name).resolve("target/release").resolve(name);
  }

  private static List<Path> cargo() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "cargo"))
        .filter(Files::isExecutable)
        .toList();
  }
}
