package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A runtime put into a provider that has others, and taken out again.
class InstallationTest {
  private static final String PRESET_TEXT =
      """
          { "name": "spare",  "exeunit-name": "other" },
          {
            "name": "mine",
            "exeunit-name": "mine",
            "pricing-model": "linear",
            "initial-price": 0.5,
            "usage-coeffs": {
              "my.requests": 0.001
            }
          }
        ]
      """;

  @TempDir Path folder;
  private MadeUpProvider provider;
  private Installation installation;

  @BeforeEach
  void provider() throws IOException {
    provider = new MadeUpProvider(folder);
    installation = new Installation(provider.folders);
  }

  private List<Change> install(String... prices) throws Exception {
    RuntimePackage mine = provider.mine();
    List<Change> changes =
        installation.install(
            mine, Optional.of("mine"), Prices.parse(List.of(prices), mine.descriptor()));
    installation.make(changes);
    return changes;
  }

  private String refusal(Optional<String> preset) throws Exception {
    RuntimePackage mine = provider.mine();
    Map<String, String> before = provider.files();
    var refusal =
        assertThatExceptionOfType(MalformedFileException.class)
            .isThrownBy(() -> installation.install(mine, preset, Prices.NONE))
            .actual();
    assertThat(provider.files()).isEqualTo(before);
    return refusal.sentence().replace(folder.toString(), "");
  }

  @Test
  void twiceAndOutAgain() throws Exception {
    Map<String, String> before = provider.files();

    assertThat(install()).hasSize(3);
    Map<String, String> installed = provider.files();
    Map<String, String> expected = new TreeMap<>(before);
    expected.put("data/presets.json.bak", MadeUpProvider.PRESETS);
    expected.put(
        "data/presets.json",
        MadeUpProvider.PRESETS
            .replace("    \"wasm\"\n", "    \"wasm\",\n    \"mine\"\n")
            .replaceAll("(?s)    \\{ \"name\": \"spare\".*  ]\n", PRESET_TEXT));
    expected.put(
        "plugins/ya-runtime-mine.json",
        Files.readString(provider.built.resolve("ya-runtime-mine.json")));
    expected.put("plugins/ya-runtime-mine/bin/mine", "binary");
    expected.put("plugins/ya-runtime-mine/bin/link", "-> mine");
    expected.put(
        "plugins/ya-runtime-mine/preset.json",
        Files.readString(provider.built.resolve("ya-runtime-mine/preset.json")));
    assertThat(installed).isEqualTo(expected);
    Path binary = provider.folders.plugins().folder().resolve("ya-runtime-mine/bin/mine");
    assertThat(Files.getLastModifiedTime(binary))
        .isEqualTo(Files.getLastModifiedTime(provider.built.resolve("ya-runtime-mine/bin/mine")));
    assertThat(Files.getPosixFilePermissions(binary))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));

    assertThat(install()).isEmpty();
    assertThat(provider.files()).isEqualTo(installed);

    installation.make(installation.uninstall("mine"));
    Map<String, String> after = new TreeMap<>(before);
    after.put("data/presets.json.bak", installed.get("data/presets.json"));
    assertThat(provider.files()).isEqualTo(after);
    try (var left = Files.list(provider.folders.plugins().folder())) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().contains("mine"));
    }
  }

  /// Interrupted between two renames, or before the old folder was removed.
  @Test
  void whatAnInterruptedChangeHasLeftIsRemoved() throws Exception {
    install();
    Path plugins = provider.folders.plugins().folder();
    long gone = new ProcessBuilder("true").start().onExit().join().pid();
    Path leftover = Files.createDirectories(plugins.resolve(".ya-runtime-mine~" + gone + "/bin"));
    Path older = Files.createDirectories(plugins.resolve(".ya-runtime-mine~" + gone + "-old"));
    Path living =
        Files.createDirectories(
            plugins.resolve(".ya-runtime-mine~" + ProcessHandle.current().pid()));
    Path foreign = Files.writeString(plugins.resolve(".notes~1"), "mine");

    assertThat(install()).isEmpty();

    assertThat(leftover.getParent()).doesNotExist();
    assertThat(older).doesNotExist();
    assertThat(living).as("somebody is at it").exists();
    assertThat(foreign).exists();
  }

  @Test
  void anUpdate() throws Exception {
    install();
    provider.build("1.1.0", "another binary");
    Files.delete(provider.built.resolve("ya-runtime-mine/bin/link"));

    assertThat(install())
        .extracting(Change::path)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("ya-runtime-mine", "ya-runtime-mine.json");
    assertThat(provider.files())
        .containsEntry("plugins/ya-runtime-mine/bin/mine", "another binary")
        .doesNotContainKey("plugins/ya-runtime-mine/bin/link");
    assertThat(provider.files().get("plugins/ya-runtime-mine.json")).contains("1.1.0");
  }

  @Test
  void anOperatorsOwnPricesAreKept() throws Exception {
    install("requests=0.25", "initial=0");
    Preset preset = Presets.read(provider.folders.presets()).presets().getLast();
    assertThat(preset.usageCoeffs().get("my.requests")).isEqualByComparingTo("0.25");
    assertThat(preset.initialPrice()).isZero();

    assertThat(install()).as("the author's price is another").isEmpty();
    assertThat(install("golem.usage.duration_sec=1e-5")).hasSize(1);
    preset = Presets.read(provider.folders.presets()).presets().getLast();
    assertThat(preset.usageCoeffs())
        .hasSize(2)
        .hasEntrySatisfying(
            "golem.usage.duration_sec", price -> assertThat(price).isEqualByComparingTo("0.00001"));
  }

  @Test
  void withoutPresetsTheyAreMade() throws Exception {
    Files.delete(provider.folders.presets());

    install();

    assertThat(provider.folders.presets())
        .hasContent(
            """
            {
              "ver": "V1",
              "active": ["mine"],
              "presets": [
                {
                  "name": "mine",
                  "exeunit-name": "mine",
                  "pricing-model": "linear",
                  "initial-price": 0.5,
                  "usage-coeffs": {
                    "my.requests": 0.001
                  }
                }
              ]
            }
            """);
    assertThat(provider.files()).doesNotContainKey("data/presets.json.bak");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"ver":"V1","active":["a"],"presets":[{"name":"a","exeunit-name":"x"}]} | {"ver":"V1","active":["a","mine"],"presets":[{"name":"a","exeunit-name":"x"},MINE]}
          {"ver": "V1", "active": [], "presets": [], "z": 1}                      | {"ver": "V1", "active": ["mine"], "presets": [LINES], "z": 1}
          {"ver": "V1"}                                                           | null
          {"presets": [{"name": "a", "exeunit-name": "x"}], "ver": "V1"}          | null
          """)
  void presetsInAnyDress(String before, String after) throws Exception {
    Files.writeString(provider.folders.presets(), before);

    install();

    Presets presets = Presets.read(provider.folders.presets());
    assertThat(presets.active()).contains("mine");
    assertThat(presets.presets().getLast().exeunitName()).isEqualTo("mine");
    String text = Files.readString(provider.folders.presets());
    if (after.contains("MINE")) {
      assertThat(text)
          .isEqualTo(
              after.replace(
                  "MINE",
                  "{\"name\":\"mine\",\"exeunit-name\":\"mine\",\"pricing-model\":\"linear\","
                      + "\"initial-price\":0.5,\"usage-coeffs\":{\"my.requests\":0.001}}"));
    }
    assertThat(text).contains(after.endsWith("\"z\": 1}") ? "], \"z\": 1}" : "\"ver\"");

    installation.make(installation.uninstall("mine"));
    Presets left = Presets.read(provider.folders.presets());
    assertThat(left.active()).doesNotContain("mine");
    assertThat(left.presets()).noneMatch(preset -> preset.exeunitName().equals("mine"));
  }

  @Test
  void theSameNameInAnotherFile() throws Exception {
    Path other = provider.folders.plugins().folder().resolve("ya-old.json");
    Files.writeString(other, MadeUpProvider.descriptor("mine", "0.1.0", "vm/vm"));

    assertThat(refusal(Optional.of("mine")))
        .isEqualTo(
            "/provider/plugins/ya-old.json describes a runtime mine already, and a provider takes"
                + " only one of each name; uninstall it first");
  }

  @Test
  void anotherNameInTheSameFile() throws Exception {
    Path same = provider.folders.plugins().folder().resolve("ya-runtime-mine.json");
    Files.writeString(same, MadeUpProvider.descriptor("yours", "0.1.0", "vm/vm"));

    assertThat(refusal(Optional.of("mine")))
        .isEqualTo(
            "/provider/plugins/ya-runtime-mine.json is there already, and describes the runtime"
                + " yours");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{                  | /provider/plugins/ya-vm.json, line 1, column 3: this is no JSON: Unexpected end-of-input: expected close marker for Object
          {}                  | /provider/plugins/ya-vm.json must hold a JSON array, not an object
          [{"name": "vm", "version": "0.1", "supervisor-path": "exe-unit"}] | /provider/plugins/ya-vm.json: entry 1: 'version' must be a semantic version like 1.0.0 (the provider refuses all runtimes for one that is not), not '0.1'
          """)
  void aMalformedNeighbour(String text, String said) throws Exception {
    Files.writeString(provider.folders.plugins().folder().resolve("ya-vm.json"), text);

    assertThat(refusal(Optional.of("mine"))).isEqualTo(said);
  }

  @Test
  void aVersionThatIsNone() throws Exception {
    provider.build("1.0", "binary");

    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> provider.mine())
        .withMessageContaining("'version' must be a semantic version like 1.0.0");
  }

  @Test
  void noSupervisor() throws Exception {
    Files.delete(provider.folders.plugins().folder().resolve("exe-unit"));

    assertThat(refusal(Optional.of("mine")))
        .startsWith(
            "there is no supervisor /provider/plugins/exe-unit, which the descriptor names in"
                + " 'supervisor-path'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"ver": "V1", "active": [ | /provider/data/presets.json, line 1, column 26: this is no JSON: Unexpected end-of-input: expected close marker for Array
          {"active": []}            | /provider/data/presets.json: 'ver' must be V1, not 'V0': let the provider's own tools convert the file first
          {"ver": "V1", "active": ["gone"], "presets": []} | /provider/data/presets.json: 'active' names the preset 'gone', which is not among []
          """)
  void malformedPresets(String text, String said) throws Exception {
    Files.writeString(provider.folders.presets(), text);

    assertThat(refusal(Optional.of("mine"))).isEqualTo(said);
    assertThat(installation.install(provider.mine(), Optional.empty(), Prices.NONE)).hasSize(2);
  }

  @Test
  void anothersPreset() throws Exception {
    assertThat(refusal(Optional.of("vm-cheap")))
        .isEqualTo(
            "/provider/data/presets.json: the preset 'vm-cheap' is there already, for the runtime"
                + " vm; --preset NAME chooses another name");
  }

  @Test
  void aFileThatSomebodyElseChangesMeanwhileIsLeftAlone() throws Exception {
    List<Change> changes = installation.install(provider.mine(), Optional.of("mine"), Prices.NONE);
    Files.writeString(
        provider.folders.presets(), "{\"ver\": \"V1\", \"presets\": [], \"active\": []}");

    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> installation.make(changes))
        .withMessageContaining("was changed by somebody else just now, and is left alone");
    assertThat(provider.folders.presets()).content().contains("\"presets\": []");
  }

  @Test
  void whatIsNotThereCannotBeUninstalled() throws Exception {
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> installation.uninstall("mine"))
        .withMessageEndingWith("/plugins; there is other, vm, wasmtime");
    Path both = provider.folders.plugins().folder().resolve("ya-both.json");
    Files.writeString(
        both,
        "["
            + MadeUpProvider.descriptor("a", "1.0.0", "a/a").strip().replaceAll("^\\[|]$", "")
            + ","
            + MadeUpProvider.descriptor("b", "1.0.0", "b/b").strip().replaceAll("^\\[|]$", "")
            + "]");
    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> installation.uninstall("b"))
        .withMessage(both + " describes more runtimes than b: it has to be taken out by hand");
  }

  @Test
  void aFolderThatAnotherNeedsStays() throws Exception {
    Files.writeString(
        provider.folders.plugins().folder().resolve("ya-vm2.json"),
        MadeUpProvider.descriptor("vm2", "0.4.0", "vm/vm"));

    installation.make(installation.uninstall("vm"));

    assertThat(provider.files())
        .containsKey("plugins/vm/vm")
        .doesNotContainKey("plugins/ya-vm.json")
        .hasEntrySatisfying(
            "data/presets.json",
            text -> assertThat(text).doesNotContain("vm-cheap").contains("wasm", "spare"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bar=1      | the runtime mine has no counter 'bar' to set a price for; it has Requests, duration, free, and there is initial
          free=1     | the counter free can have no price: its descriptor says so
          requests   | --price needs a counter and a number from 0 up, such as requests=0.01, not 'requests'
          requests=x | --price needs a counter and a number from 0 up, such as requests=0.01, not 'requests=x'
          initial=-1 | --price needs a counter and a number from 0 up, such as requests=0.01, not 'initial=-1'
          """)
  void whatIsNoPrice(String word, String said) throws Exception {
    Descriptor descriptor = provider.mine().descriptor();

    assertThatExceptionOfType(MalformedFileException.class)
        .isThrownBy(() -> Prices.parse(List.of(word), descriptor))
        .withMessage(said);
  }
}
