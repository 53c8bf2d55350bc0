package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.provider.Descriptor.Counter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading descriptors, and the errors for those that a provider would refuse.
class DescriptorTest {
  @TempDir Path plugins;

  private Path file(String json) throws IOException {
    return Files.writeString(plugins.resolve("ya-test.json"), json);
  }

  private List<Descriptor> read(String json) throws Exception {
    return Descriptor.read(file(json));
  }

  @Test
  void allKeysAreRead() throws Exception {
    Descriptor descriptor =
        read("""
        [{
          "name": "greeter",
          "version": "1.2.3-rc.1+build.7",
          "supervisor-path": "exe-unit",
          "runtime-path": "ya-runtime-greeter/bin/greeter",
          "description": "Greets",
          "extra-args": ["--runtime-managed-image", "--runtime-arg", "-x"],
          "properties": {"caps.languages": ["en", "de"], "fast": true, "name": null},
          "config": {
            "counters": {
              "golem.usage.duration_sec":
                {"name": "duration", "description": "Duration", "price": false},
              "my.greetings":
                {"name": "greetings", "description": "Greetings", "price": true}
            }
          },
          "something-new": {}
        }]
        """)
            .getFirst();

    assertThat(descriptor.name()).isEqualTo("greeter");
    assertThat(descriptor.version()).isEqualTo("1.2.3-rc.1+build.7");
    assertThat(descriptor.supervisorPath()).isEqualTo(plugins.resolve("exe-unit"));
    assertThat(descriptor.runtimePath())
        .contains(plugins.resolve("ya-runtime-greeter/bin/greeter"));
    assertThat(descriptor.description()).contains("Greets");
    assertThat(descriptor.extraArgs())
        .containsExactly("--runtime-managed-image", "--runtime-arg", "-x");
    assertThat(descriptor.properties())
        .containsOnlyKeys("caps.languages", "fast", "name")
        .containsEntry("caps.languages", "[\"en\",\"de\"]")
        .containsEntry("fast", "true")
        .containsEntry("name", "null");
    assertThat(descriptor.counters())
        .containsOnlyKeys("golem.usage.duration_sec", "my.greetings")
        .containsEntry("golem.usage.duration_sec", new Counter("duration", "Duration", false))
        .containsEntry("my.greetings", new Counter("greetings", "Greetings", true));
  }

  @Test
  void missingKeysHaveDefaults() throws Exception {
    Descriptor descriptor =
        read("[{\"name\": \"a\", \"version\": \"1.0.0\", \"supervisor-path\": \"exe-unit\"}]")
            .getFirst();

    assertThat(descriptor.runtimePath()).isEmpty();
    assertThat(descriptor.description()).isEmpty();
    assertThat(descriptor.extraArgs()).isEmpty();
    assertThat(descriptor.properties()).isEmpty();
    assertThat(descriptor.counters())
        .containsOnlyKeys(
            "golem.usage.duration_sec", "golem.usage.cpu_sec", "golem.usage.storage_gib")
        .containsEntry("golem.usage.duration_sec", new Counter("duration", "Duration", true))
        .containsEntry("golem.usage.cpu_sec", new Counter("cpu", "CPU", true))
        .containsEntry("golem.usage.storage_gib", new Counter("storage_gib", "Storage", false));
  }

  @Test
  void fileMayDescribeSeveralRuntimes() throws Exception {
    assertThat(
            read(
                """
                [{"name": "b", "version": "1.0.0", "supervisor-path": "x"},
                 {"name": "a", "version": "2.0.0", "supervisor-path": "x"}]
                """))
        .extracting(Descriptor::name)
        .containsExactly("b", "a");
    assertThat(read("[]")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runtime        | PLUGINS/runtime
          ./a/../runtime | PLUGINS/runtime
          a//b           | PLUGINS/a/b
          /opt/runtime   | /opt/runtime
          /opt/x/../y    | /opt/y
          ~/runtime      | PLUGINS/~/runtime
          """)
  void pathsAreRelativeToTheDescriptor(String written, String meant) throws Exception {
    Descriptor descriptor =
        read("""
        [{"name": "a", "version": "1.0.0", "supervisor-path": "PATH", "runtime-path": "PATH"}]
        """
                .replace("PATH", written))
            .getFirst();

    Path expected = Path.of(meant.replace("PLUGINS", plugins.toString()));
    assertThat(descriptor.supervisorPath()).isEqualTo(expected);
    assertThat(descriptor.runtimePath()).contains(expected);
  }

  @Test
  void descriptorWithARelativePath() throws Exception {
    Path file = file("[{\"name\": \"a\", \"version\": \"1.0.0\", \"supervisor-path\": \"x\"}]");
    Path relative = Path.of("").toAbsolutePath().relativize(file);

    assertThat(Descriptor.read(relative).getFirst().supervisorPath())
        .isEqualTo(plugins.resolve("x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0",
        "1.2.3",
        "10.20.30",
        "1.0.0-rc.1",
        "1.0.0-0a",
        "1.0.0-0",
        "1.0.0+01",
        "1.0.0-a-b+c.d"
      })
  void semanticVersionIsAccepted(String version) throws Exception {
    assertThat(
            read(
                "[{\"name\": \"a\", \"supervisor-path\": \"x\", \"version\": \""
                    + version
                    + "\"}]"))
        .first()
        .extracting(Descriptor::version)
        .isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0.1",
        "1.0.0.0",
        "v1.0.0",
        "01.0.0",
        "1.0.0-",
        "1.0.0+",
        "1.0.0-a..b",
        "1.0.0-01",
        "1.0.0-a.00",
        " 1.0.0",
        "1.0.0\\n",
        "1.0.x",
        "1.0.0-ä",
        "1.0.0+a+b",
        "-1.0.0"
      })
  void otherVersionIsRefused(String version) throws Exception {
    Path file =
        file("[{\"name\": \"a\", \"supervisor-path\": \"x\", \"version\": \"" + version + "\"}]");
    assertThatThrownBy(() -> Descriptor.read(file))
        .isInstanceOf(ProviderException.class)
        .hasMessageStartingWith(
            file
                + ": entry 1: 'version' must be a semantic version like 1.0.0 (otherwise the"
                + " provider refuses all runtimes), not '");
  }

  /// `…` stands for a good descriptor's name, version and supervisor-path.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                            | FILE is empty; expected JSON
          {}                            | FILE must contain a JSON array, not an object
          "x"                           | FILE must contain a JSON array, not "x"
          [7]                           | FILE: entry 1 must be an object, not 7
          [{…}, null]                   | FILE: entry 2 must be an object, not null
          [{"version": "1.0.0"}]        | FILE: entry 1: required key 'name' is missing (a string)
          [{"nam": "a", "version": "1.0.0"}] | FILE: entry 1: required key 'name' is missing (a string); found 'nam' instead
          [{"name": 5}]                 | FILE: entry 1: 'name' must be a string, not 5
          [{…, "extra-args": null}]     | FILE: entry 1: 'extra-args' must not be null; omit it
          [{…, "properties": null}]     | FILE: entry 1: 'properties' must not be null; omit it
          [{…, "properties": {"a": [1, {"b": 1e400}]}}] | FILE: entry 1, key 'properties': 1E+400 is not within the range of 64-bit floating point
          ﻿[]                      | FILE begins with a byte-order mark, which a node refuses; save it without one
          [{…, "runtime-path": 5}]      | FILE: entry 1: 'runtime-path' must be a string, not 5
          [{…, "description": []}]      | FILE: entry 1: 'description' must be a string, not a list
          [{…, "extra-args": "-x"}]     | FILE: entry 1: 'extra-args' must be a list of strings, not "-x"
          [{…, "extra-args": ["x", 1]}] | FILE: entry 1: 'extra-args' must be a list of strings, not 1
          [{…, "properties": "x"}]      | FILE: entry 1, key 'properties' must be an object, not "x"
          [{…, "config": {}}]           | FILE: entry 1, key 'config': required key 'counters' is missing (an object)
          [{…, "config": {"counters": 1}}] | FILE: entry 1, key 'config', key 'counters' must be an object, not 1
          [{…, "config": {"counters": {"x": 1}}}] | FILE: entry 1, key 'config', key 'counters', key 'x' must be an object, not 1
          [{…, "config": {"counters": {"x": null}}}] | FILE: entry 1, key 'config', key 'counters': 'x' must be an object
          [{…, "config": {"counters": {"x": {"name": "n", "description": "d"}}}}] | FILE: entry 1, key 'config', key 'counters', key 'x': required key 'price' is missing (true or false)
          [{…, "config": {"counters": {"x": {"name": "n", "description": "d", "price": 1}}}}] | FILE: entry 1, key 'config', key 'counters', key 'x': 'price' must be true or false, not 1
          [{…, "name": "b"}]            | FILE, line 1, column 73: invalid JSON: duplicate Object property "name"
          [{…}                          | FILE, line 1, column 66: invalid JSON: unexpected end: ']' is missing
          [{…}] x                       | FILE, line 1, column 68: invalid JSON: unrecognized token 'x': expected a value
          """)
  void malformedDescriptorIsRefused(String json, String sentence) throws Exception {
    Path file =
        file(
            json.replace(
                "…", "\"name\": \"a\", \"version\": \"1.0.0\", \"supervisor-path\": \"exe-unit\""));
    assertThatThrownBy(() -> Descriptor.read(file))
        .isInstanceOf(ProviderException.class)
        .hasMessage(sentence.replace("FILE", file.toString()));
  }

  @Test
  void allFaultsAreReportedAtOnce() throws Exception {
    Path file =
        file(
            """
            [{"name": "a", "version": "1", "supervisor-path": "a\\u0000b", "extra-args": null,
              "config": {"counters": {"x": 1, "y": {"name": "y"}}}}, {"name": "b"}]
            """);

    assertThatThrownBy(() -> Descriptor.read(file))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e ->
                assertThat(e.sentences())
                    .extracting(sentence -> sentence.replace(file.toString(), "FILE"))
                    .containsExactly(
                        "FILE: entry 1: 'version' must be a semantic version like 1.0.0 "
                            + "(otherwise the provider refuses all runtimes), not '1'",
                        "FILE: entry 1: 'supervisor-path' must be a path, not \"a\\u0000b\"",
                        "FILE: entry 1: 'extra-args' must not be null; omit it",
                        "FILE: entry 1, key 'config', key 'counters', key 'x' must be an object,"
                            + " not 1",
                        "FILE: entry 1, key 'config', key 'counters', key 'y': required key"
                            + " 'description' is missing (a string)",
                        "FILE: entry 2: required key 'version' is missing (a string)",
                        "FILE: entry 2: required key 'supervisor-path' is missing (a string)"));
  }

  /// A provider ignores keys that it does not know.
  @Test
  void keysThatResembleAKnownOneAreNamed() throws Exception {
    Path file =
        file(
            """
            [{"name": "a", "version": "1.0.0", "supervisor-path": "exe-unit", "extra_args": ["x"],
              "runtimepath": "b", "comment": "c"}]
            """);

    assertThat(Descriptor.misspeltKeys(file))
        .containsExactly(
            file
                + ": entry 1: unknown key 'extra_args' is ignored, as by a provider; did you mean"
                + " 'extra-args'?",
            file
                + ": entry 1: unknown key 'runtimepath' is ignored, as by a provider; did you mean"
                + " 'runtime-path'?");
  }

  @Test
  void invalidUtf8IsRefused() throws IOException {
    Path file = Files.write(plugins.resolve("ya-test.json"), new byte[] {'[', '"', (byte) 0xE9});
    assertThatThrownBy(() -> Descriptor.read(file))
        .isInstanceOf(ProviderException.class)
        .hasMessage(file + ": invalid JSON: invalid UTF-8");
  }

  @Test
  void missingFileIsReported() {
    Path file = plugins.resolve("ya-none.json");
    assertThatThrownBy(() -> Descriptor.read(file))
        .isInstanceOf(ProviderException.class)
        .hasMessage(file + " does not exist");
    assertThatThrownBy(() -> Descriptor.read(plugins))
        .isInstanceOf(ProviderException.class)
        .hasMessage(plugins + " is a directory; expected a JSON file");
  }
}
