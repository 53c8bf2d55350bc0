package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The tests that are named by the comparison pages.
class ComparisonPagesTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");

  static Stream<String> named() {
    return Stream.of("docs/reference-comparison.md", "docs/desk-supervisor.md")
        .flatMap(page -> NAMED.matcher(text(ROOT.resolve(page))).results())
        .map(MatchResult::group)
        .distinct();
  }

  @ParameterizedTest
  @MethodSource("named")
  void namedTestsExist(String name) throws IOException {
    String type = NAMED.matcher(name).replaceFirst("$1");
    String method = NAMED.matcher(name).replaceFirst("$2");
    assertThat(tests().filter(file -> file.endsWith(type + ".java")))
        .anyMatch(file -> text(file).matches("(?s).*\n  [\\w<>]+ " + method + "\\(.*"));
  }

  /// The tests of all modules.
  private static Stream<Path> tests() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .toList()
          .stream()
          .flatMap(ComparisonPagesTest::below);
    }
  }

  private static Stream<Path> below(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
