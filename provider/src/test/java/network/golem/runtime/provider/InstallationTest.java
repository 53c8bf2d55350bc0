package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A runtime that is installed at a provider with other runtimes, and uninstalled again.
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

  @TempDir Path directory;
  private MadeUpProvider provider;
  private Installation installation;
  private final List<String> news = new ArrayList<>();

  @BeforeEach
  void provider() throws IOException {
    provider = new MadeUpProvider(directory);
    installation = new Installation(provider.directories);
  }

  private List<Change> install(String... prices) throws Exception {
    return install(Alias.NONE, prices);
  }

  private List<Change> install(Alias alias, String... prices) throws Exception {
    RuntimePackage mine = provider.mine();
    try (InstallationLock _ = InstallationLock.take(provider.directories, news::add)) {
      List<Change> changes =
          installation.install(
              mine,
              alias,
              Optional.of(alias.name().orElse("mine")),
              Prices.parse(List.of(prices), mine.descriptor()));
      installation.make(changes);
      return changes;
    }
  }

  @Test
  void installTwiceAndUninstall() throws Exception {
    Map<String, String> before = provider.files();

    assertThat(install())
        .extracting(change -> provider.root.relativize(change.path()).toString())
        .containsExactly(
            "provider/plugins/ya-runtime-mine",
            "provider/plugins/ya-runtime-mine.json",
            "provider/data/presets.json.bak",
            "provider/data/presets.json");
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
    Path binary = provider.directories.plugins().directory().resolve("ya-runtime-mine/bin/mine");
    assertThat(Files.getLastModifiedTime(binary))
        .isEqualTo(Files.getLastModifiedTime(provider.built.resolve("ya-runtime-mine/bin/mine")));
    assertThat(Files.getPosixFilePermissions(binary))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));

    assertThat(install()).isEmpty();
    assertThat(provider.files()).isEqualTo(installed);

    installation.make(installation.uninstall("mine"));
    Map<String, String> after = new TreeMap<>(before);
    after.put("data/presets.json.bak", MadeUpProvider.PRESETS);
    assertThat(provider.files()).isEqualTo(after);
    try (var left = Files.list(provider.directories.plugins().directory())) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().contains("mine"));
    }
  }

  /// Interrupted between two renames, or before the old directory was removed.
  @Test
  void leftoversOfAnInterruptedChangeAreRemoved() throws Exception {
    install();
    Path plugins = provider.directories.plugins().directory();
    long gone = new ProcessBuilder("true").start().onExit().join().pid();
    Path leftover =
        Files.createDirectories(plugins.resolve(".ya-runtime-mine.new-for-" + gone + "/bin"));
    Path older = Files.createDirectories(plugins.resolve(".ya-runtime-mine.old-for-" + gone));
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Path living = Files.createDirectories(plugins.resolve(".ya-runtime-mine.new-for-" + parent));
    Path foreign = Files.writeString(plugins.resolve(".notes.new-for-me"), "mine");

    assertThat(install()).isEmpty();

    assertThat(leftover.getParent()).doesNotExist();
    assertThat(older).doesNotExist();
    assertThat(living).as("somebody is at it").exists();
    assertThat(foreign).exists();
  }

  @Test
  void update() throws Exception {
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
  void everyFileChangeIsReported() throws Exception {
    install();
    provider.build("1.1.0", "another binary");
    Files.delete(provider.built.resolve("ya-runtime-mine/bin/link"));
    Files.createFile(provider.built.resolve("ya-runtime-mine/more"));

    assertThat(
            installation
                .install(provider.mine(), Alias.NONE, Optional.of("mine"), Prices.NONE)
                .getFirst())
        .isInstanceOfSatisfying(
            Change.Copy.class,
            change ->
                assertThat(change.files())
                    .containsEntry("bin/link", Change.Fate.REMOVED)
                    .containsEntry("bin/mine", Change.Fate.REPLACED)
                    .containsEntry("more", Change.Fate.CREATED)
                    .doesNotContainKey("bin/"));
    assertThat(installation.uninstall("mine").getLast())
        .isInstanceOfSatisfying(
            Change.Removed.class,
            change ->
                assertThat(change.files()).containsExactly("bin/link", "bin/mine", "preset.json"));
  }

  /// Even if nothing else has to be changed.
  @Test
  void leftoversOfADeadProcessAreRemoved() throws Exception {
    install();
    Map<String, String> installed = provider.files();
    Path plugins = provider.directories.plugins().directory();
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectory(plugins.resolve(".ya-runtime-mine.new-for-" + dead.pid()));
    Files.writeString(plugins.resolve(".ya-runtime-mine.new-for-" + dead.pid() + "/x"), "");
    Files.createDirectory(plugins.resolve(".ya-runtime-other.old-for-" + dead.pid()));
    Path data = provider.directories.data();
    Files.writeString(data.resolve(".presets.json.new-for-" + dead.pid()), "{");
    Files.writeString(data.resolve(".presets.json.bak.new-for-" + dead.pid()), "{");

    assertThat(install()).isEmpty();

    assertThat(provider.files()).isEqualTo(installed);
    assertThat(plugins.resolve(".ya-runtime-other.old-for-" + dead.pid())).doesNotExist();
  }

  @Test
  void filesOfALivingProcessAreKept() throws Exception {
    Process living = new ProcessBuilder("sleep", "60").start();
    try {
      Path prepared = provider.directories.data().resolve(".presets.json.new-for-" + living.pid());
      Files.writeString(prepared, "{");

      install();

      assertThat(prepared).hasContent("{");
    } finally {
      living.destroyForcibly();
    }
  }

  @Test
  void existingBackupIsKept() throws Exception {
    Path backup = provider.directories.data().resolve("presets.json.bak");
    Files.writeString(backup, "an operator's own");

    install();

    assertThat(backup).hasContent("an operator's own");
  }

  @Test
  void symbolicLinkToPresetsIsKept() throws Exception {
    Path presets = provider.directories.presets();
    Path real = Files.move(presets, provider.root.resolve("real.json"));
    Files.createSymbolicLink(presets, real);

    install();

    assertThat(presets).isSymbolicLink();
    assertThat(real).content().contains("\"exeunit-name\": \"mine\"");
  }

  /// The preset has keys of the operator's, and a number that only differs in notation.
  @Test
  void operatorsPresetIsCompleted() throws Exception {
    String rest =
        "\"name\":\"mine\",\"x\":[1.50,null],\"exeunit-name\":\"mine\",\"usage-coeffs\":{";
    String text = "{\"ver\":\"V1\",\"active\":[\"mine\"],\"presets\":[{%s}]}";
    Files.writeString(
        provider.directories.presets(),
        text.formatted(rest + "\"golem.usage.duration_sec\":0.0100}"));

    install("duration=1e-2");

    assertThat(provider.directories.presets())
        .hasContent(
            text.formatted(
                rest
                    + "\"golem.usage.duration_sec\":0.0100,\"my.requests\":0.001},"
                    + "\"initial-price\":0.5"));
    assertThat(install("requests=0.0010")).isEmpty();
  }

  @Test
  void operatorsPricesAreKept() throws Exception {
    install("requests=0.25", "initial=0");
    Preset preset = Presets.read(provider.directories.presets()).presets().getLast();
    assertThat(preset.usageCoeffs().get("my.requests")).isEqualByComparingTo("0.25");
    assertThat(preset.initialPrice()).isZero();

    assertThat(install()).as("the author's price is another").isEmpty();
    assertThat(install("golem.usage.duration_sec=1e-5")).hasSize(1);
    preset = Presets.read(provider.directories.presets()).presets().getLast();
    assertThat(preset.usageCoeffs())
        .hasSize(2)
        .hasEntrySatisfying(
            "golem.usage.duration_sec", price -> assertThat(price).isEqualByComparingTo("0.00001"));
  }

  @Test
  void missingPresetsFileIsCreated() throws Exception {
    Files.delete(provider.directories.presets());

    install();

    assertThat(provider.directories.presets())
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

  /// The file is converted to the current format, as the provider's own tool does when it changes
  /// it; until then it stays unchanged.
  @Test
  void presetsInTheOlderFormat() throws Exception {
    String older =
        """
        {
          "active": ["old"],
          "presets": [
            {
              "name": "old",
              "exeunit-name": "vm",
              "pricing-model": "linear",
              "usage-coeffs": {"initial": 0.50, "duration": 1e-4, "cpu": 0}
            }
          ],
          "x": [1.50]
        }
        """;
    Files.writeString(provider.directories.presets(), older);
    installation.make(
        installation.install(provider.mine(), Alias.NONE, Optional.empty(), Prices.NONE));
    assertThat(provider.directories.presets()).hasContent(older);

    install();

    assertThat(provider.directories.presets())
        .hasContent(
            """
            {
              "ver": "V1",
              "active": ["old","mine"],
              "presets": [
                {
                  "name": "old",
                  "exeunit-name": "vm",
                  "pricing-model": "linear",
                  "initial-price": 0.50,
                  "usage-coeffs": {
                    "golem.usage.duration_sec": 0.0001,
                    "golem.usage.cpu_sec": 0
                  }
                },
                {
                  "name": "mine",
                  "exeunit-name": "mine",
                  "pricing-model": "linear",
                  "initial-price": 0.5,
                  "usage-coeffs": {
                    "my.requests": 0.001
                  }
                }
              ],
              "x": [1.50]
            }
            """);
    assertThat(provider.directories.data().resolve("presets.json.bak")).hasContent(older);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"ver":"V1","active":["a"],"presets":[{"name":"a","exeunit-name":"x"}]} | {"ver":"V1","active":["a","mine"],"presets":[{"name":"a","exeunit-name":"x"},MINE]}
          {"ver": "V1", "active": [], "presets": [], "z": 1}                      | {"ver": "V1", "active": ["mine"], "presets": [LINES], "z": 1}
          {"presets": [{"name": "a", "exeunit-name": "x"}], "active":[], "ver": "V1"} | null
          """)
  void layoutOfThePresetsFileIsKept(String before, String after) throws Exception {
    Files.writeString(provider.directories.presets(), before);

    install();

    Presets presets = Presets.read(provider.directories.presets());
    assertThat(presets.active()).contains("mine");
    assertThat(presets.presets().getLast().exeunitName()).isEqualTo("mine");
    String text = Files.readString(provider.directories.presets());
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
    Presets left = Presets.read(provider.directories.presets());
    assertThat(left.active()).doesNotContain("mine");
    assertThat(left.presets()).noneMatch(preset -> preset.exeunitName().equals("mine"));
  }

  @Test
  void directoryThatAnotherRuntimeNeedsIsKept() throws Exception {
    Files.writeString(
        provider.directories.plugins().directory().resolve("ya-vm2.json"),
        MadeUpProvider.descriptor("vm2", "0.4.0", "vm/vm"));

    installation.make(installation.uninstall("vm"));

    assertThat(provider.files())
        .containsKey("plugins/vm/vm")
        .doesNotContainKey("plugins/ya-vm.json")
        .hasEntrySatisfying(
            "data/presets.json",
            text -> assertThat(text).doesNotContain("vm-cheap").contains("wasm", "spare"));
  }
}
