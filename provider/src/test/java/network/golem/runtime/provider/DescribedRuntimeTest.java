package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every path that belongs to a runtime leads to the same runtime.
class DescribedRuntimeTest {
  @TempDir Path directory;
  private Path plugins;

  @BeforeEach
  void runtime() throws IOException {
    plugins = Files.createDirectories(directory.resolve("project/target/plugins"));
    executable("files-of-mine/bin/mine");
    Files.writeString(
        plugins.resolve("files-of-mine/preset.json"),
        "{\"name\": \"p\", \"exeunit-name\": \"mine\", \"initial-price\": 2, \"usage-coeffs\":"
            + " {}}");
    describe("ya-runtime-mine.json", entry("mine", "files-of-mine/bin/mine"));
  }

  private Path executable(String name) throws IOException {
    Path file = plugins.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void describe(String file, String entries) throws IOException {
    Files.writeString(plugins.resolve(file), "[" + entries + "]");
  }

  private static String entry(String name, String binary) {
    return "{\"name\": \"%s\", \"version\": \"1.0.0\", \"supervisor-path\": \"exe-unit\", \"runtime-path\": \"%s\"}"
        .formatted(name, binary);
  }

  private void assertIsMine(Path path) throws ProviderException {
    DescribedRuntime runtime = DescribedRuntime.at(path).orElseThrow();
    assertThat(runtime.file()).isEqualTo(plugins.resolve("ya-runtime-mine.json"));
    assertThat(runtime.descriptor().name()).isEqualTo("mine");
    assertThat(runtime.binary()).isEqualTo(plugins.resolve("files-of-mine/bin/mine"));
    assertThat(runtime.content()).contains(plugins.resolve("files-of-mine"));
    assertThat(runtime.preset().map(Preset::initialPrice)).contains(BigDecimal.valueOf(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "target/plugins", "target/plugins/ya-runtime-mine.json"})
  void projectPluginDirectoryAndDescriptorAreAccepted(String path) throws Exception {
    assertIsMine(directory.resolve("project").resolve(path));
  }

  /// By convention, the directory has the descriptor's name.
  @ParameterizedTest
  @ValueSource(strings = {"", "bin", "bin/named"})
  void runtimesOwnDirectoryIsAccepted(String path) throws Exception {
    executable("ya-runtime-named/bin/named");
    describe("ya-runtime-named.json", entry("named", "ya-runtime-named/bin/named"));

    DescribedRuntime runtime =
        DescribedRuntime.at(plugins.resolve("ya-runtime-named").resolve(path)).orElseThrow();
    assertThat(runtime.descriptor().name()).isEqualTo("named");
    assertThat(runtime.preset()).isEmpty();
  }

  @Test
  void binaryInThePluginDirectoryItselfIsAccepted() throws Exception {
    Path binary = executable("plain");
    describe("ya-plain.json", entry("plain", "plain"));
    describe("ya-bad.json", "{");

    DescribedRuntime runtime = DescribedRuntime.at(binary).orElseThrow();
    assertThat(runtime.descriptor().name()).isEqualTo("plain");
    assertThat(runtime.content()).contains(binary);
    assertThat(runtime.preset()).isEmpty();
    assertThat(DescribedRuntime.at(executable("another"))).isEmpty();
  }

  @Test
  void oneOfSeveralRuntimesIsNamedByItsBinary() throws Exception {
    executable("ya-both/a");
    executable("ya-both/b");
    describe("ya-both.json", entry("a", "ya-both/a") + "," + entry("b", "ya-both/b"));

    assertThat(DescribedRuntime.at(plugins.resolve("ya-both/b")).orElseThrow().descriptor().name())
        .isEqualTo("b");
    assertThatThrownBy(() -> DescribedRuntime.at(plugins.resolve("ya-both.json")))
        .hasMessage(
            plugins.resolve("ya-both.json")
                + " describes 2 runtimes [a, b], expected one; name its binary");
  }

  @Test
  void binaryOutsideThePluginDirectoryHasNoContent() throws Exception {
    Path elsewhere = executable("../elsewhere");
    describe("ya-far.json", entry("far", elsewhere.normalize().toString()));

    DescribedRuntime runtime = DescribedRuntime.at(plugins.resolve("ya-far.json")).orElseThrow();
    assertThat(runtime.binary()).isEqualTo(elsewhere.normalize());
    assertThat(runtime.content()).isEmpty();
    assertThat(runtime.preset()).isEqualTo(Optional.empty());
  }

  @Test
  void otherPathsAreRefused() throws Exception {
    assertThatThrownBy(() -> DescribedRuntime.at(directory.resolve("gone")))
        .hasMessage("the runtime " + directory.resolve("gone") + " does not exist");
    assertThatThrownBy(() -> DescribedRuntime.at(directory))
        .hasMessageStartingWith(
            directory + " contains 0 descriptors (ya-*.json), expected one; build");
    describe("ya-gone.json", entry("gone", "gone"));
    assertThatThrownBy(() -> DescribedRuntime.at(plugins.resolve("ya-gone.json")))
        .hasMessage(
            plugins.resolve("ya-gone.json")
                + ": 'runtime-path' is "
                + plugins.resolve("gone")
                + ", which does not exist");
    describe("ya-dir.json", entry("dir", "files-of-mine"));
    assertThatThrownBy(() -> DescribedRuntime.at(plugins.resolve("ya-dir.json")))
        .hasMessageEndingWith("files-of-mine, which is not a regular file");
  }

  /// A path that exists takes precedence.
  @Test
  void installedRuntimeIsFoundByName() throws Exception {
    executable("ya-both/a");
    describe("ya-both.json", entry("a", "ya-both/a") + "," + entry("b", "ya-both/a"));
    describe("ya-bad.json", "{");
    ProviderDirectories provider =
        new ProviderDirectories(new PluginDirectory(plugins), directory.resolve("data"));

    assertThat(DescribedRuntime.named(Path.of("b"), provider).orElseThrow().descriptor().name())
        .isEqualTo("b");
    assertThat(DescribedRuntime.packaged(Path.of("mine"), provider).preset()).isPresent();
    assertThat(DescribedRuntime.named(executable("another"), provider)).isEmpty();
    assertThatThrownBy(() -> DescribedRuntime.packaged(plugins.resolve("another"), provider))
        .hasMessage(
            "the runtime "
                + plugins.resolve("another")
                + " has no descriptor (ya-NAME.json) next to its directory; package it first");
    assertThatThrownBy(() -> DescribedRuntime.named(Path.of("none"), provider))
        .hasMessage(
            "the runtime none does not exist, neither as a path nor in "
                + plugins
                + "; use --plugins DIR for another provider");
    assertThatThrownBy(() -> DescribedRuntime.named(Path.of("no/ne"), provider))
        .hasMessage("the runtime no/ne does not exist");
  }
}
