package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/// The runtimes under `conformance/runtimes`, each built by its own script, which needs what Maven
/// does not have. The tests of one that is not built, or older than its sources, are skipped, and
/// say so; with `-Dgolem.interop=required` they fail instead.
enum OtherLanguage {
  PYTHON,
  GO;

  private static final Path RUNTIMES = Path.of("../conformance/runtimes");

  /// The directory with sources and scripts.
  Path directory() {
    return RUNTIMES.resolve(name().toLowerCase(Locale.ROOT)).toAbsolutePath().normalize();
  }

  /// The name of the executable, and of the runtime.
  String runtime() {
    return name().toLowerCase(Locale.ROOT) + "-demo";
  }

  /// The executable in the plugin directory that the build has made.
  Path binary() throws IOException {
    Path plugins = directory().resolve("target/plugins");
    Path built = plugins.resolve("ya-runtime-" + runtime() + ".json"); // written last
    if (!Files.exists(built) || Files.getLastModifiedTime(built).compareTo(newestSource()) < 0) {
      String command = RUNTIMES.resolve(directory().getFileName()).resolve("build").toString();
      String said =
          "SKIPPED: the runtime in " + this + " is not built from its sources: " + command;
      assertThat(System.getProperty("golem.interop")).as(said).isNotEqualTo("required");
      System.out.println(said);
      abort(said);
    }
    return plugins.resolve("ya-runtime-" + runtime()).resolve(runtime());
  }

  private FileTime newestSource() throws IOException {
    Path target = directory().resolve("target");
    Path messages = Path.of("../docs/protocol/golem-runtime.proto");
    try (Stream<Path> files = Files.walk(directory())) {
      return Stream.concat(
              Stream.of(messages),
              files.filter(Files::isRegularFile).filter(file -> !file.startsWith(target)))
          .filter(file -> file.toString().matches(".*(-demo|[.](py|go|mod|proto))"))
          .map(OtherLanguage::modified)
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
