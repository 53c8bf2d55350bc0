package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Installations and uninstallations that are refused, with the reason; nothing is written.
class RefusalTest {
  @TempDir Path directory;
  private MadeUpProvider provider;
  private Installation installation;

  @BeforeEach
  void provider() throws IOException {
    provider = new MadeUpProvider(directory);
    installation = new Installation(provider.directories);
  }

  private String refusal(Optional<String> preset) throws Exception {
    return refusal(provider.directories, preset);
  }

  private String refusal(ProviderDirectories directories) throws Exception {
    return refusal(directories, Optional.of("mine"));
  }

  private String refusal(ProviderDirectories directories, Optional<String> preset)
      throws Exception {
    RuntimePackage mine = provider.mine();
    Map<String, String> before = provider.files();
    var refusal =
        assertThatExceptionOfType(ProviderException.class)
            .isThrownBy(
                () -> new Installation(directories).install(mine, Alias.NONE, preset, Prices.NONE))
            .actual();
    assertThat(provider.files()).isEqualTo(before);
    return refusal.sentence().replace(directory.toString(), "");
  }

  @Test
  void sameNameInAnotherFile() throws Exception {
    Path other = provider.directories.plugins().directory().resolve("ya-old.json");
    Files.writeString(other, MadeUpProvider.descriptor("mine", "0.1.0", "vm/vm"));

    assertThat(refusal(Optional.of("mine")))
        .isEqualTo(
            "/provider/plugins/ya-old.json already describes a runtime mine, and a provider accepts"
                + " only one of each name; uninstall it first");
  }

  @Test
  void otherNameInTheSameFile() throws Exception {
    Path same = provider.directories.plugins().directory().resolve("ya-runtime-mine.json");
    Files.writeString(same, MadeUpProvider.descriptor("yours", "0.1.0", "vm/vm"));

    assertThat(refusal(Optional.of("mine")))
        .isEqualTo(
            "/provider/plugins/ya-runtime-mine.json already exists, and describes the runtime"
                + " yours");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{                  | /provider/plugins/ya-vm.json, line 1, column 3: invalid JSON: unexpected end: '}' is missing (the provider does not start)
          {}                  | /provider/plugins/ya-vm.json must contain a JSON array, not an object (the provider does not start)
          ﻿[]            | /provider/plugins/ya-vm.json begins with a byte-order mark, which a node refuses; save it without one (the provider does not start)
          [{"name": "vm", "version": "1.0.0", "supervisor-path": "exe-unit", "runtime-path": "gone"}] | /provider/plugins/ya-vm.json: 'runtime-path' is /provider/plugins/gone, which does not exist (the provider does not start)
          [{"name": "vm", "version": "1.0.0", "supervisor-path": "vm"}] | /provider/plugins/ya-vm.json: 'supervisor-path' is /provider/plugins/vm, which is not a regular file (the provider does not start)
          [{"name": "vm", "version": "0.1", "supervisor-path": "exe-unit"}] | /provider/plugins/ya-vm.json: entry 1: 'version' must be a semantic version like 1.0.0 (otherwise the provider refuses all runtimes), not '0.1' (the provider does not start)
          """)
  void malformedDescriptorOfAnotherRuntime(String text, String said) throws Exception {
    Files.writeString(provider.directories.plugins().directory().resolve("ya-vm.json"), text);

    assertThat(refusal(Optional.of("mine"))).isEqualTo(said);
  }

  @Test
  void invalidVersion() throws Exception {
    provider.build("1.0", "binary");

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> provider.mine())
        .withMessageContaining("'version' must be a semantic version like 1.0.0");
  }

  @Test
  void missingSupervisor() throws Exception {
    Files.delete(provider.directories.plugins().directory().resolve("exe-unit"));

    assertThat(refusal(Optional.of("mine")))
        .startsWith(
            "supervisor not found: /provider/plugins/exe-unit (the descriptor's 'supervisor-path');"
                + " the provider does not start without it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"ver": "V1", "active": [ | /provider/data/presets.json, line 1, column 26: invalid JSON: unexpected end: ']' is missing (the provider does not start)
          {"ver": "V1", "presets": []} | /provider/data/presets.json: required key 'active' is missing (a list of strings) (the provider does not start)
          {"ver": "V1", "active": null, "presets": []} | /provider/data/presets.json: 'active' must be a list of strings, not null (the provider does not start)
          {"ver": "V1", "active": ["gone"], "presets": []} | /provider/data/presets.json: 'active' names the preset 'gone', which is not one of [] (the provider does not start)
          """)
  void malformedPresets(String text, String said) throws Exception {
    Files.writeString(provider.directories.presets(), text);

    assertThat(refusal(Optional.of("mine"))).isEqualTo(said);
    assertThat(installation.install(provider.mine(), Alias.NONE, Optional.empty(), Prices.NONE))
        .hasSize(2);
  }

  @Test
  void presetOfAnotherRuntime() throws Exception {
    assertThat(refusal(Optional.of("vm-cheap")))
        .isEqualTo(
            "/provider/data/presets.json: the preset 'vm-cheap' already exists, for the runtime vm;"
                + " use --preset NAME to choose another name");
  }

  /// Then nothing else is changed, either.
  @Test
  void fileChangedByAnotherProcessIsLeftAlone() throws Exception {
    List<Change> changes =
        installation.install(provider.mine(), Alias.NONE, Optional.of("mine"), Prices.NONE);
    Files.writeString(
        provider.directories.presets(), "{\"ver\": \"V1\", \"presets\": [], \"active\": []}");
    Map<String, String> before = provider.files();

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> installation.make(changes))
        .withMessageContaining(
            "was changed by another process in the meantime, and is left as it is");
    before.put("data/presets.json.bak", MadeUpProvider.PRESETS);
    assertThat(provider.files()).isEqualTo(before);
  }

  @Test
  void uninstallingAnUnknownRuntime() throws Exception {
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> installation.uninstall("mine"))
        .withMessageEndingWith("/plugins; available: other, vm, wasmtime");
    Path both = provider.directories.plugins().directory().resolve("ya-both.json");
    Files.writeString(
        both,
        "["
            + MadeUpProvider.descriptor("a", "1.0.0", "a/a").strip().replaceAll("^\\[|]$", "")
            + ","
            + MadeUpProvider.descriptor("b", "1.0.0", "b/b").strip().replaceAll("^\\[|]$", "")
            + "]");
    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> installation.uninstall("b"))
        .withMessage(both + " describes other runtimes besides b; remove it by hand");
  }

  @Test
  void otherRuntimeOfTheSameNameInItsFile() throws Exception {
    Path same = provider.directories.plugins().directory().resolve("ya-runtime-mine.json");
    Files.writeString(same, MadeUpProvider.descriptor("mine", "0.1.0", "vm/vm"));

    assertThat(refusal(Optional.of("mine")))
        .isEqualTo(
            "/provider/plugins/ya-runtime-mine.json already exists, and describes another runtime"
                + " mine, which is not in /provider/plugins/ya-runtime-mine; uninstall it first");
  }

  @Test
  void filesOfAnotherRuntime() throws Exception {
    Path plugins = provider.directories.plugins().directory();
    Path other = Files.createDirectory(plugins.resolve("ya-runtime-mine")).resolve("vm");
    Files.writeString(other, "");
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        plugins.resolve("ya-vm.json"),
        MadeUpProvider.descriptor("vm", "0.1.0", "ya-runtime-mine/vm"));

    assertThat(refusal(Optional.of("mine")))
        .isEqualTo(
            "/provider/plugins/ya-runtime-mine already exists with different files, and is used by"
                + " vm; reinstall that first");
  }

  @Test
  void binaryThatWouldReplaceTheSupervisor() throws Exception {
    Path binary =
        Files.move(
            provider.built.resolve("ya-runtime-mine/bin/mine"), provider.built.resolve("exe-unit"));
    Files.writeString(
        provider.built.resolve("ya-runtime-mine.json"),
        MadeUpProvider.descriptor("mine", "1.0.0", binary.getFileName().toString()));

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(
            () -> installation.install(provider.mine(), Alias.NONE, Optional.empty(), Prices.NONE))
        .withMessage(
            provider.directories.plugins().directory()
                + "/exe-unit already exists, and is the supervisor of other");
  }

  @Test
  void presetWithoutPrices() throws Exception {
    Files.delete(provider.built.resolve("ya-runtime-mine/preset.json"));

    assertThat(refusal(Optional.of("mine")))
        .isEqualTo(
            "the preset 'mine' would price no counter, so the provider would not offer the runtime;"
                + " set a price with --price COUNTER=GLM (one of duration, Requests), or use"
                + " --no-preset");
  }

  @Test
  void missingPluginDirectory() throws Exception {
    assertThat(
            refusal(
                new ProviderDirectories(
                    new PluginDirectory(directory.resolve("none")), provider.directories.data())))
        .isEqualTo(
            "plugin directory not found: /none; install a provider first, or use --plugins DIR");
  }

  @Test
  void descriptorThatTheProviderWouldNotFind() throws Exception {
    assertThat(
            refusal(
                new ProviderDirectories(
                    new PluginDirectory(provider.directories.plugins().directory(), "ya-vm*.json"),
                    provider.directories.data())))
        .isEqualTo(
            "the provider would not find /provider/plugins/ya-runtime-mine.json, because"
                + " EXE_UNIT_PATH makes it look for ya-vm*.json only; use --plugins DIR for another"
                + " provider");
  }

  @Test
  void dataDirectoryThatIsAFile() throws Exception {
    Path data = Files.createFile(directory.resolve("file")).resolve("data");

    assertThat(refusal(new ProviderDirectories(provider.directories.plugins(), data)))
        .isEqualTo(
            "cannot write /file/data/presets.json: /file is not a directory; use --plugins and"
                + " --data-dir");
  }

  @ParameterizedTest
  @CsvSource({"plugins, ya-runtime-mine", "data, presets.json.bak"})
  void directoryOfAnotherUser(String name, String file) throws Exception {
    Path closed = provider.root.resolve("provider").resolve(name);
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(closed), "root may write everywhere");

      assertThat(refusal(Optional.of("mine")))
          .isEqualTo(
              ("cannot write /provider/%1$s/%2$s: permission denied in /provider/%1$s; run as the"
                      + " provider's user, or use --plugins and --data-dir")
                  .formatted(name, file));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void binaryWithoutExecutePermission() throws Exception {
    Path binary = provider.built.resolve("ya-runtime-mine/bin/mine");
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> provider.mine())
        .withMessageEndingWith(binary + ", which cannot be executed: permission denied");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bar=1      | unknown counter 'bar'; the runtime mine has Requests, duration, free, and initial
          free=1     | the counter free cannot have a price, according to its descriptor
          requests   | --price must be COUNTER=NUMBER with a number of at least 0, such as requests=0.01, not 'requests'
          requests=x | --price must be COUNTER=NUMBER with a number of at least 0, such as requests=0.01, not 'requests=x'
          initial=1e400  | the price 'initial=1e400' is out of range: a provider reads prices as 64-bit floating point
          initial=1e-400 | the price 'initial=1e-400' is out of range: a provider reads prices as 64-bit floating point
          initial=-1 | --price must be COUNTER=NUMBER with a number of at least 0, such as requests=0.01, not 'initial=-1'
          """)
  void invalidPrices(String word, String said) throws Exception {
    Descriptor descriptor = provider.mine().descriptor();

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> Prices.parse(List.of(word), descriptor))
        .withMessage(said);
  }
}
