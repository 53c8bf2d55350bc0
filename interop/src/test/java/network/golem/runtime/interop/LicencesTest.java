package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A package that others may distribute names the licence of each library in it.
class LicencesTest {
  private static final Pattern NAMED = Pattern.compile("`([^`]+)`");

  @ParameterizedTest
  @ValueSource(strings = {"http-service", "wasi"})
  void eachLibraryOfThePackageIsListed(String example) throws IOException {
    if (example.equals("wasi")) {
      assumeTrue(
          Files.exists(Examples.directory().resolve("wasi/target/wasmtime/libwasmtime.so")),
          "SKIPPED: examples/wasi/fetch has not been executed");
    }
    Path runtime = Examples.runtime(example).getParent().getParent();
    Path licences = runtime.resolve("files/licences");
    List<String> libraries =
        Files.readAllLines(licences.resolve("README.md")).stream()
            .filter(line -> line.startsWith("| "))
            .map(line -> line.split("\\|")[1])
            .flatMap(column -> NAMED.matcher(column).results().map(named -> named.group(1)))
            .toList();

    try (Stream<Path> lib = Files.list(runtime.resolve("lib"))) {
      assertThat(lib.map(file -> file.getFileName().toString()).filter(jar -> jar.endsWith(".jar")))
          .allSatisfy(
              jar -> assertThat(libraries).anyMatch(library -> jar.matches(pattern(library))));
    }
    assertThat(licences.resolve("Apache-2.0.txt")).content().contains("Apache License");
  }

  /// `netty-*` is any jar whose name begins so; `picocli` is `picocli-4.7.7.jar`.
  private static String pattern(String library) {
    return library.endsWith("*")
        ? Pattern.quote(library.substring(0, library.length() - 1)) + ".*"
        : Pattern.quote(library) + "-[0-9].*";
  }
}
