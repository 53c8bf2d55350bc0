package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A binary that serves under several names, and one that has no directory of its own.
class AliasTest {
  @TempDir Path directory;
  private MadeUpProvider provider;
  private Installation installation;
  private Path plugins;

  @BeforeEach
  void provider() throws Exception {
    provider = new MadeUpProvider(directory);
    installation = new Installation(provider.directories);
    plugins = provider.directories.plugins().directory();
  }

  private List<Change> install(Alias alias) throws Exception {
    List<Change> changes =
        installation.install(
            provider.mine(), alias, Optional.of(alias.name().orElse("mine")), Prices.NONE);
    installation.make(changes);
    return changes;
  }

  private static Alias named(String name, String... args) {
    return new Alias(Optional.of(name), Optional.of("3.2.1"), List.of(args));
  }

  @Test
  void oneBinaryServesUnderSeveralNames() throws Exception {
    install(named("acme", "acme", "--fast"));
    assertThat(plugins.resolve("ya-runtime-acme.json"))
        .content()
        .startsWith(
            """
            [
              {
                "name": "acme",
                "version": "3.2.1",
                "supervisor-path": "exe-unit",
                "runtime-path": "ya-runtime-mine/bin/mine",
            """);
    assertThat(Descriptor.read(plugins.resolve("ya-runtime-acme.json")).getFirst().extraArgs())
        .containsExactly("--runtime-arg", "acme", "--runtime-arg=--fast");
    assertThat(install(named("acme", "acme", "--fast"))).isEmpty();

    install(named("bolt", "bolt"));
    assertThat(Presets.read(provider.directories.presets()).presets())
        .extracting(Preset::exeunitName)
        .contains("acme", "bolt");
    assertThat(Inspection.of(provider.directories).allFaults()).isEmpty();

    installation.make(installation.uninstall("acme"));
    assertThat(plugins.resolve("ya-runtime-mine/bin/mine")).exists();
    assertThat(plugins.resolve("ya-runtime-acme.json")).doesNotExist();
    installation.make(installation.uninstall("bolt"));
    assertThat(plugins.resolve("ya-runtime-mine")).doesNotExist();
    assertThat(Presets.read(provider.directories.presets()).presets())
        .extracting(Preset::exeunitName)
        .doesNotContain("acme", "bolt");
  }

  @Test
  void binaryInThePluginDirectoryItself() throws Exception {
    Path binary =
        Files.move(
            provider.built.resolve("ya-runtime-mine/bin/mine"),
            provider.built.resolve("ya-runtime-mine-x"));
    String descriptor = MadeUpProvider.descriptor("mine", "1.0.0", "ya-runtime-mine-x");
    Files.writeString(provider.built.resolve("ya-runtime-mine.json"), descriptor);
    RuntimePackage mine =
        RuntimePackage.of(
            DescribedRuntime.at(binary.resolveSibling("ya-runtime-mine.json")).orElseThrow());
    Prices prices = Prices.parse(List.of("requests=1"), mine.descriptor());
    Path installed = plugins.resolve("ya-runtime-mine-x");
    assertThat(installation.binary(mine)).isEqualTo(installed);

    installation.make(installation.install(mine, Alias.NONE, Optional.of("mine"), prices));

    assertThat(installed).hasContent("binary");
    assertThat(Files.getPosixFilePermissions(installed))
        .isEqualTo(PosixFilePermissions.fromString("rwxr-x--x"));
    assertThat(Inspection.of(provider.directories).allFaults()).isEmpty();
    assertThat(installation.install(mine, Alias.NONE, Optional.of("mine"), prices)).isEmpty();

    Files.writeString(binary, "another");
    installation.make(installation.install(mine, Alias.NONE, Optional.of("mine"), prices));
    assertThat(installed).hasContent("another");

    installation.make(installation.uninstall("mine"));
    assertThat(installed).doesNotExist();
    try (var left = Files.list(plugins)) {
      assertThat(left).noneMatch(path -> path.getFileName().toString().contains("mine"));
    }
  }
}
