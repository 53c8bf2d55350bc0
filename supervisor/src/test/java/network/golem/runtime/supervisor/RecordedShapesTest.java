package network.golem.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.process.RuntimeArguments;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Scripts and agreements are read as the real supervisor reads them: the same ones are accepted
/// and refused, and commands are reported in the same way.
class RecordedShapesTest {
  /// The reasons for intended differences, by case and number of the string. One that no longer
  /// differs must be removed.
  private static final Map<String, String> EXCEPTIONS = Map.of();

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> scriptsAreAcceptedOrRefusedAsRecorded() throws IOException {
    return texts("scripts.json", "script", ExeScript::read);
  }

  @TestFactory
  List<DynamicTest> agreementsAreAcceptedOrRefusedAsRecorded() throws IOException {
    return texts("agreements.json", "agreement", Agreement::read);
  }

  private interface Reader {
    Object read(Path file) throws ProviderException;
  }

  private List<DynamicTest> texts(String file, String key, Reader reader) throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path recorded : RecordedTexts.casesWith(file)) {
      JsonNode texts = RecordedTexts.read(recorded.resolve(file));
      for (JsonNode said : RecordedTexts.said(recorded)) {
        int number = said.get(key).asInt();
        String name = recorded.getFileName() + " " + number;
        tests.add(
            dynamicTest(
                name + " " + texts.get(number),
                () -> holds(name, texts.get(number).asString(), said, reader)));
      }
      assertThat(tests).as("said in %s", recorded).hasSizeGreaterThanOrEqualTo(texts.size());
    }
    return tests;
  }

  private void holds(String name, String text, JsonNode said, Reader reader) throws IOException {
    Path file = Files.writeString(folder.resolve("text.json"), text);
    Optional<String> refused = refusal(reader, file);
    if (EXCEPTIONS.containsKey(name)) {
      assertThat(refused.isEmpty()).as("no exception any more").isNotEqualTo(said.has("taken"));
    } else if (said.has("taken")) {
      assertThat(refused).isEmpty();
    } else {
      assertThat(refused).as("refused on a node: %s", said.get("refused")).isPresent();
    }
    refused.ifPresent(sentence ->
        assertThat(sentence)
            .as("one sentence with its place")
            .startsWith(file.toString())
            .doesNotContain("\n")
            .doesNotContain("Exception"));
  }

  private static Optional<String> refusal(Reader reader, Path file) {
    try {
      assertThat(reader.read(file)).isNotNull();
      return Optional.empty();
    } catch (ProviderException e) {
      return Optional.of(e.sentence());
    }
  }

  @Test
  void everyExceptionIsRecorded() throws IOException {
    TreeSet<String> exceptions = new TreeSet<>(EXCEPTIONS.keySet());
    for (Path recorded : RecordedTexts.casesWith("said.jsonl")) {
      for (JsonNode said : RecordedTexts.said(recorded)) {
        exceptions.remove(
            recorded.getFileName()
                + " "
                + said.path("script").asInt(said.path("agreement").asInt(-1)));
      }
    }
    assertThat(exceptions).isEmpty();
  }

  /// `started` has each command with all of its keys, and only those.
  @TestFactory
  List<DynamicTest> commandsAreReportedAsRecorded() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path recorded : RecordedTexts.casesWith("calls.json")) {
      for (JsonNode said : RecordedTexts.said(recorded)) {
        JsonNode command = said.at("/event/kind/started/command");
        if (command.isObject()) {
          int batch = said.get("batch").asInt();
          int index = said.at("/event/index").asInt();
          tests.add(
              dynamicTest(
                  recorded.getFileName() + " " + batch + " " + index,
                  () ->
                      assertThat(
                              JsonMapper.shared()
                                  .readTree(script(recorded, batch).entries().get(index).json()))
                          .isEqualTo(command)));
        }
      }
    }
    return tests;
  }

  /// The volumes that are passed to a runtime.
  @TestFactory
  List<DynamicTest> volumesArePassedOnAsRecorded() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path recorded : RecordedTexts.casesWith("calls.json")) {
      List<JsonNode> overrides = overrides(recorded);
      if (!overrides.isEmpty()) {
        tests.add(
            dynamicTest(
                recorded.getFileName().toString(),
                () -> assertThat(volumes(recorded)).isEqualTo(overrides)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(1);
    return tests;
  }

  private static List<JsonNode> overrides(Path recorded) throws IOException {
    List<JsonNode> overrides = new ArrayList<>();
    for (JsonNode call : RecordedTexts.read(recorded.resolve("calls.json"))) {
      List<String> argv = call.get("argv").valueStream().map(JsonNode::asString).toList();
      int option = argv.indexOf("--volume-override");
      if (option >= 0) {
        overrides.add(JsonMapper.shared().readTree(argv.get(option + 1)));
      }
    }
    return overrides;
  }

  private List<JsonNode> volumes(Path recorded) throws Exception {
    List<JsonNode> volumes = new ArrayList<>();
    for (int batch = 0; batch < batches(recorded).size(); batch++) {
      for (ExeCommand command : script(recorded, batch).commands()) {
        if (command instanceof ExeCommand.Deploy deploy) {
          deploy
              .volumes()
              .map(RuntimeArguments::override)
              .map(JsonMapper.shared()::readTree)
              .ifPresent(volumes::add);
        }
      }
    }
    return volumes;
  }

  private ExeScript script(Path recorded, int batch) throws Exception {
    return ExeScript.read(
        Files.writeString(folder.resolve("script.json"), batches(recorded).get(batch).toString()));
  }

  private static ArrayNode batches(Path recorded) throws IOException {
    Path batches = recorded.resolve("batches.json");
    return Files.exists(batches)
        ? (ArrayNode) RecordedTexts.read(batches)
        : JsonMapper.shared()
            .createArrayNode()
            .add(RecordedTexts.read(recorded.resolve("script.json")));
  }
}
