package network.golem.runtime.interop.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One case: its scripts, and the recording.
///
/// @param directory the directory of its files
/// @param about the content of `case.json`
record RecordedCase(Path directory, JsonNode about) {
  static final JsonMapper MAPPER = JsonMapper.shared();

  /// What happens between sending a batch and sending the next one.
  ///
  /// @param seconds the time since the beginning of the last command of the batch that was
  ///   recorded; empty if the batch has ended
  record Wait(Optional<Duration> seconds) {}

  /// The cases in a directory, by name.
  static List<RecordedCase> in(Path directory) throws IOException {
    List<RecordedCase> cases = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        if (Files.exists(entry.resolve("case.json"))) {
          cases.add(
              new RecordedCase(
                  entry, MAPPER.readTree(Files.readString(entry.resolve("case.json")))));
        }
      }
    }
    return cases;
  }

  String name() {
    return directory.getFileName().toString();
  }

  String runtime() {
    return about.get("runtime").asString();
  }

  List<String> args() {
    return about.get("args").valueStream().map(JsonNode::asString).toList();
  }

  Map<String, String> filesBefore() {
    Map<String, String> files = new LinkedHashMap<>();
    about
        .path("before")
        .properties()
        .forEach(file -> files.put(file.getKey(), file.getValue().asString()));
    return files;
  }

  /// Whether the supervisor ended it.
  boolean endsByItself() {
    return about.path("end").asString("").equals("by itself");
  }

  Wait afterBatch(int batch) {
    JsonNode wait = about.path("waits").path(batch);
    return new Wait(
        wait.isNumber()
            ? Optional.of(Duration.ofMillis(Math.round(wait.asDouble() * 1000)))
            : Optional.empty());
  }

  boolean has(String file) {
    return Files.exists(directory.resolve(file));
  }

  String text(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A file of the recording; an empty array or object if it does not exist.
  JsonNode json(String file) {
    return has(file) ? MAPPER.readTree(text(file)) : MAPPER.missingNode();
  }

  /// The scripts that are sent, in order.
  List<JsonNode> batches() {
    return has("batches.json")
        ? json("batches.json").valueStream().toList()
        : List.of(json("script.json"));
  }

  /// The lines of `said.jsonl`.
  List<JsonNode> said() {
    return text("said.jsonl").lines().map(line -> MAPPER.readTree(line)).toList();
  }

  /// Whether the recording contains the end of a batch.
  boolean hasEndOf(int batch) {
    return said().stream()
        .anyMatch(line ->
            line.path("batch").asInt(-1) == batch
                && line.path("result").path("isBatchFinished").asBoolean(false));
  }

  /// The last command of a batch that was recorded.
  int lastCommandOf(int batch) {
    return said().stream()
        .filter(line -> line.path("batch").asInt(-1) == batch)
        .mapToInt(line -> line.path("event").path("index").asInt(0))
        .max()
        .orElse(0);
  }
}
