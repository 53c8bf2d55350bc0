package network.golem.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The input of the real supervisor and its answers, from the recordings in `interop`, whose README
/// describes the format. `-Dgolem.cases=DIR` selects other recordings.
final class RecordedTexts {
  private static final Path CASES =
      Path.of(System.getProperty("golem.cases", "../interop/src/test/resources/cases"));
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RecordedTexts() {}

  /// Whether no other recordings were selected.
  static boolean areOurs() {
    return System.getProperty("golem.cases") == null;
  }

  /// The cases that have this file.
  static List<Path> casesWith(String file) throws IOException {
    try (Stream<Path> cases = Files.list(CASES)) {
      List<Path> found = cases.filter(each -> Files.exists(each.resolve(file))).sorted().toList();
      assertThat(found).as("cases with %s in %s", file, CASES.toAbsolutePath()).isNotEmpty();
      return found;
    }
  }

  static JsonNode read(Path file) throws IOException {
    return MAPPER.readTree(Files.readAllBytes(file));
  }

  /// The lines that were said.
  static List<JsonNode> said(Path recorded) throws IOException {
    return Files.readAllLines(recorded.resolve("said.jsonl")).stream()
        .map(MAPPER::readTree)
        .toList();
  }
}
