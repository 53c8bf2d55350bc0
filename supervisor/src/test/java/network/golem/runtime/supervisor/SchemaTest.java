package network.golem.runtime.supervisor;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schemas against the readers, on everything that the real supervisor was given: both accept
/// the same, except for what is listed.
class SchemaTest {
  private static final String UNKNOWN_KEY =
      "a key that nothing reads: a node ignores it, the reader warns, and an editor should mark it";
  private static final String IGNORED_VALUE =
      "a wrong value that a node ignores: the reader warns, and an editor should mark it";
  private static final String INTEGER =
      "1e3 is an integer in a schema, and a floating point number on a node";

  /// Why a schema and its reader differ, by case and number of the text.
  private static final Map<Schema, Map<String, String>> EXCEPTIONS =
      Map.of(
          Schema.SCRIPT,
          Map.of(
              "capture-odd", IGNORED_VALUE,
              "deploy-keys", UNKNOWN_KEY,
              "refused-commands 28", UNKNOWN_KEY,
              "refused-commands 30", UNKNOWN_KEY,
              "refused-deploy 10", UNKNOWN_KEY,
              "refused-deploy 21", INTEGER,
              "refused-run 28", IGNORED_VALUE,
              "refused-run 53", UNKNOWN_KEY,
              "run-arguments", UNKNOWN_KEY),
          Schema.AGREEMENT,
          Map.of(
              "refused-agreements 12", IGNORED_VALUE,
              "refused-agreements 16", IGNORED_VALUE,
              "refused-agreements 17", IGNORED_VALUE,
              "refused-agreements 18", IGNORED_VALUE));

  private static final Path PAGE = Path.of("../docs/decisions/schemas.md");

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Map<Schema, com.networknt.schema.Schema> RULES =
      Stream.of(Schema.values())
          .collect(toMap(schema -> schema, schema -> REGISTRY.getSchema(schema.text())));

  @TempDir static Path directory;

  private static final Map<String, String> SCRIPTS = new LinkedHashMap<>();
  private static final Map<String, String> AGREEMENTS = new LinkedHashMap<>();

  @BeforeAll
  static void collect() throws IOException {
    for (Path recorded : RecordedTexts.casesWith("said.jsonl")) {
      strings(recorded, "scripts.json", SCRIPTS);
      strings(recorded, "agreements.json", AGREEMENTS);
      whole(recorded, "script.json", SCRIPTS);
      whole(recorded, "agreement.json", AGREEMENTS);
      Path batches = recorded.resolve("batches.json");
      if (Files.exists(batches)) {
        int number = 0;
        for (JsonNode batch : RecordedTexts.read(batches)) {
          SCRIPTS.put(recorded.getFileName() + " " + number++, batch.toString());
        }
      }
    }
  }

  private static void strings(Path recorded, String file, Map<String, String> texts)
      throws IOException {
    if (Files.exists(recorded.resolve(file))) {
      int number = 0;
      for (JsonNode text : RecordedTexts.read(recorded.resolve(file))) {
        texts.put(recorded.getFileName() + " " + number++, text.asString());
      }
    }
  }

  private static void whole(Path recorded, String file, Map<String, String> texts)
      throws IOException {
    if (Files.exists(recorded.resolve(file))) {
      texts.put(recorded.getFileName() + "", Files.readString(recorded.resolve(file)));
    }
  }

  private interface Reader {
    Optional<List<String>> warnings(Path file);
  }

  /// The reader's warnings; empty if it refuses the file.
  private static Optional<List<String>> script(Path file) {
    try {
      return Optional.of(ExeScript.read(file).warnings());
    } catch (ProviderException _) {
      return Optional.empty();
    }
  }

  /// As for scripts.
  private static Optional<List<String>> agreement(Path file) {
    try {
      return Optional.of(Agreement.read(file).warnings());
    } catch (ProviderException _) {
      return Optional.empty();
    }
  }

  @Test
  void scriptsAgreeButForTheExceptions() throws IOException {
    agree(Schema.SCRIPT, SCRIPTS, SchemaTest::script);
  }

  @Test
  void agreementsAgreeButForTheExceptions() throws IOException {
    agree(Schema.AGREEMENT, AGREEMENTS, SchemaTest::agreement);
  }

  private static void agree(Schema schema, Map<String, String> texts, Reader reader)
      throws IOException {
    Map<String, String> differ = new TreeMap<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      List<String> errors = errors(schema, text.getValue());
      Optional<List<String>> warnings = reader.warnings(file(text.getValue()));
      if (errors.isEmpty() != warnings.isPresent()) {
        differ.put(text.getKey(), text.getValue() + "\n" + errors);
        assertThat(warnings)
            .as("accepted without a warning, and refused by the schema: %s", text)
            .satisfiesAnyOf(
                none -> assertThat(none).isEmpty(),
                some -> assertThat(some.orElseThrow()).isNotEmpty());
      }
    }
    Set<String> expected = new TreeSet<>(exceptions(schema).keySet());
    if (!RecordedTexts.areOurs()) {
      expected.retainAll(texts.keySet());
    }
    assertThat(differ.keySet()).as("%s", differ).isEqualTo(expected);
    if (RecordedTexts.areOurs()) {
      assertThat(Files.readString(PAGE))
          .contains(
              "| " + schema + " | " + texts.size() + " | " + (texts.size() - differ.size()) + " |");
    }
  }

  private static Map<String, String> exceptions(Schema schema) {
    return Objects.requireNonNull(EXCEPTIONS.get(schema));
  }

  private static List<String> errors(Schema schema, String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      return rules(schema).validate(tree).stream().map(Object::toString).toList();
    } catch (JacksonException e) {
      return List.of("not JSON: " + e.getOriginalMessage());
    }
  }

  private static com.networknt.schema.Schema rules(Schema schema) {
    return Objects.requireNonNull(RULES.get(schema));
  }

  private static Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("text.json"), text);
  }

  /// `started` has every key that the reader knows, so the schema has no key too few.
  @Test
  void whatIsReportedOfACommandIsAScriptToo() throws Exception {
    for (Map.Entry<String, String> text : SCRIPTS.entrySet()) {
      if (script(file(text.getValue())).isPresent()) {
        for (ExeScript.Entry entry : ExeScript.read(file(text.getValue())).entries()) {
          assertThat(errors(Schema.SCRIPT, "[" + entry.json() + "]"))
              .as(text.getKey())
              .filteredOn(error -> !error.contains("/size:")) // beyond what is accepted: 18.4 EB
              .isEmpty();
        }
      }
    }
  }

  /// A key without a description of its own has that of what it refers to.
  @ParameterizedTest
  @EnumSource
  void describesEveryKeyForEditors(Schema schema) {
    JsonNode tree = MAPPER.readTree(schema.text());
    for (JsonNode properties : tree.findValues("properties")) {
      if (properties.isObject()) {
        properties
            .properties()
            .forEach(property ->
                assertThat(described(tree, property.getValue()))
                    .as("%s: %s", property.getKey(), property.getValue())
                    .isTrue());
      }
    }
  }

  private static boolean described(JsonNode tree, JsonNode property) {
    String reference = property.path("$ref").asString("");
    if (!reference.isEmpty() && described(tree, tree.at(reference.substring(1)))) {
      return true;
    }
    boolean condition = !property.has("type") && property.has("required");
    return condition || property.path("description").asString("").endsWith(".");
  }

  @ParameterizedTest
  @EnumSource
  void isASchema(Schema schema) {
    assertThat(
            REGISTRY
                .getSchema(SchemaLocation.of(DialectId.DRAFT_2020_12))
                .validate(schema.text(), InputFormat.JSON))
        .isEmpty();
    assertThat(schema.text()).endsWith("}\n");
  }

  @Test
  void acceptsTheExamplesScripts() throws IOException {
    try (Stream<Path> examples = Files.list(Path.of("../examples"))) {
      List<Path> scripts =
          examples.map(example -> example.resolve("exescript.json")).filter(Files::exists).toList();
      assertThat(scripts).hasSizeGreaterThan(4);
      for (Path script : scripts) {
        assertThat(errors(Schema.SCRIPT, Files.readString(script))).as("%s", script).isEmpty();
      }
    }
  }
}
