package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A change is made completely or not at all, whatever interrupts it; and the ownership of the
/// files afterwards.
class InterruptedInstallationTest {
  @TempDir Path directory;
  private MadeUpProvider provider;
  private Installation installation;
  private final List<String> news = new ArrayList<>();

  @BeforeEach
  void provider() throws Exception {
    provider = new MadeUpProvider(directory);
    installation = new Installation(provider.directories);
  }

  private List<Change> plan() throws Exception {
    return installation.install(provider.mine(), Alias.NONE, Optional.of("mine"), Prices.NONE);
  }

  private void clear() throws Exception {
    InstallationLock.take(provider.directories, news::add).close();
  }

  /// Makes this many of the changes, and then leaves what SIGKILL leaves: the journal of a process
  /// that is gone.
  private void killedAfter(List<Change> changes, int steps) throws Exception {
    Journal journal = Journal.of(provider.directories, changes);
    journal.begin();
    for (Change change : changes.subList(0, steps)) {
      installation.make(List.of(change));
    }
    long gone = new ProcessBuilder("true").start().onExit().join().pid();
    Path file = journal.file();
    Files.move(
        file,
        file.resolveSibling(
            file.getFileName().toString().replaceAll("[0-9]+$", String.valueOf(gone))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void killedInstallationIsUndone(int steps) throws Exception {
    Map<String, String> before = provider.files();
    killedAfter(plan(), steps);

    clear();

    before.putAll(steps == 3 ? Map.of("data/presets.json.bak", MadeUpProvider.PRESETS) : Map.of());
    assertThat(provider.files()).isEqualTo(before);
    assertThat(provider.directories.plugins().directory().resolve("ya-runtime-mine"))
        .doesNotExist();
    assertThat(news)
        .containsExactly(
            "undoing an earlier change that was interrupted: "
                + provider.directories.plugins().directory().resolve("ya-runtime-mine.json")
                + ", "
                + provider.directories.presets());
  }

  @Test
  void installationKilledAfterItsLastStepIsComplete() throws Exception {
    killedAfter(plan(), 4);
    Map<String, String> installed = new TreeMap<>(provider.files());
    installed.keySet().removeIf(name -> name.contains("journal"));

    clear();

    assertThat(provider.files()).isEqualTo(installed);
    assertThat(plan()).isEmpty();
    assertThat(news).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void killedUninstallationIsUndoneOrComplete(int steps) throws Exception {
    Map<String, String> without = provider.files();
    installation.make(plan());
    without.put("data/presets.json.bak", MadeUpProvider.PRESETS);
    Map<String, String> with = provider.files();
    killedAfter(installation.uninstall("mine"), steps);

    clear();

    assertThat(provider.files()).isEqualTo(steps < 2 ? with : without);
  }

  /// Changes that the provider's own tool has made since are left alone.
  @Test
  void presetsChangedSinceAreLeftAlone() throws Exception {
    killedAfter(installation.uninstall("vm"), 1);
    Files.writeString(provider.directories.presets(), "{}");

    clear();

    assertThat(provider.directories.presets()).hasContent("{}");
  }

  @Test
  void failingTestChangesNothing() throws Exception {
    Map<String, String> before = provider.files();
    List<Path> tested = new ArrayList<>();

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() ->
            installation.make(
                plan(),
                installation.binary(provider.mine()),
                binary -> {
                  assertThat(binary).isExecutable().hasContent("binary");
                  tested.add(binary);
                  throw new ProviderException("it fails");
                }))
        .withMessage("it fails");

    assertThat(provider.files()).isEqualTo(before);
    assertThat(tested).singleElement().asString().startsWith(directory + "/provider/plugins/");
  }

  private static void own(Path path) throws Exception {
    Files.setAttribute(path, "unix:uid", 12345);
    Files.setAttribute(path, "unix:gid", 54321);
  }

  private static List<Object> owner(Path path) {
    try {
      Map<String, Object> owner =
          Files.readAttributes(path, "unix:uid,gid", LinkOption.NOFOLLOW_LINKS);
      return List.of(owner.get("uid"), owner.get("gid"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The provider's user is not root, but root installs.
  @Test
  void filesBelongToTheProvider() throws Exception {
    assumeTrue((int) Files.getAttribute(directory, "unix:uid") == 0, "only root gives files away");
    Path presets = provider.directories.presets();
    Files.setPosixFilePermissions(presets, PosixFilePermissions.fromString("rw-r-----"));
    own(presets);
    own(provider.directories.plugins().directory());
    own(provider.built.resolve("ya-runtime-mine/preset.json")); // unlike here, like everything else

    clear();
    installation.make(plan());

    for (Path path : List.of(presets, presets.resolveSibling("presets.json.bak"))) {
      assertThat(owner(path)).as(path.toString()).containsExactly(12345, 54321);
      assertThat(Files.getPosixFilePermissions(path))
          .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    }
    try (Stream<Path> made =
        Files.walk(provider.directories.plugins().directory().resolve("ya-runtime-mine"))) {
      assertThat(made)
          .hasSize(5)
          .allSatisfy(path -> assertThat(owner(path)).containsExactly(12345, 54321));
    }
    assertThat(owner(provider.directories.plugins().directory().resolve("ya-runtime-mine.json")))
        .containsExactly(12345, 54321);
  }

  @Test
  void newDataDirectoryGetsTheOwnerOfItsParent() throws Exception {
    assumeTrue((int) Files.getAttribute(directory, "unix:uid") == 0, "only root gives files away");
    own(provider.root.resolve("provider"));
    Path data = provider.root.resolve("provider/new/data");
    ProviderDirectories directories = new ProviderDirectories(provider.directories.plugins(), data);
    Installation other = new Installation(directories);

    other.make(other.install(provider.mine(), Alias.NONE, Optional.of("mine"), Prices.NONE));

    assertThat(List.of(data.getParent(), data, directories.presets()))
        .allSatisfy(path -> assertThat(owner(path)).containsExactly(12345, 54321));
  }
}
