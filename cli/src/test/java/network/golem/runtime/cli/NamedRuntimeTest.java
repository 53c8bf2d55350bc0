package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A runtime is named in the same ways for each command.
@Timeout(60)
class NamedRuntimeTest {
  @TempDir Path directory;
  private Tool tool;
  private Path plugins;
  private Path data;
  private Map<String, String> provider;

  @BeforeEach
  void provider() throws Exception {
    tool = new Tool(directory);
    plugins = Files.createDirectories(directory.resolve("provider/plugins"));
    Files.createFile(
        plugins.resolve("exe-unit"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    data = Files.createDirectories(directory.resolve("provider/data"));
    Files.writeString(
        data.resolve("presets.json"), "{\"ver\": \"V1\", \"active\": [], \"presets\": []}");
    provider = Map.of("EXE_UNIT_PATH", plugins + "/ya-*.json", "DATA_DIR", data.toString());
    tool.packaged("test", ":\n");
    tool.script("x");
    assertThat(here("install", "./", "--price", "duration=0.01").code()).isZero();
  }

  @AfterEach
  void end() {
    tool.close();
  }

  private Tool.Result call(String... words) throws IOException, InterruptedException {
    return tool.call(provider, words);
  }

  /// The command in this process, which is faster; a path begins with `./`.
  private Tool.Result here(String... words) {
    return Tool.here(
        Stream.concat(
                Stream.of(words)
                    .map(word -> word.startsWith("./") ? directory + word.substring(1) : word),
                Stream.of("--plugins", plugins.toString(), "--data-dir", data.toString()))
            .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "./",
        "./target/plugins",
        "./target/plugins/ya-runtime-test",
        "./target/plugins/ya-runtime-test.json",
        "./target/plugins/ya-runtime-test/bin/test",
        "./provider/plugins/ya-runtime-test.json",
        "test",
      })
  void eachFormMeansTheSame(String named) throws Exception {
    assertThat(call("run", "script.json", "--runtime", named).out()).startsWith("test 1.2.3: ");
    assertThat(here("offer", named).out()).contains("golem.runtime.name = \"test\"\n");
    assertThat(here("list", named).out())
        .endsWith("\n\ntest 1.2.3\n  preset test: duration=0.01, initial=0.5 (GLM)\n");
    assertThat(here("install", named, "--price", "duration=0.01").out())
        .isEqualTo("nothing to change\n");
    assertThat(here("uninstall", named, "--dry-run").out())
        .contains("remove  " + plugins + "/ya-runtime-test.json\n");
  }

  @Test
  void nameOfAnInstalledRuntimeIsNotHiddenByADirectory() throws Exception {
    Files.createDirectory(directory.resolve("test"));
    assertThat(call("run", "script.json", "--runtime", "test").out()).startsWith("test 1.2.3: ");
    assertThat(call("offer", "test").code()).isZero();
    assertThat(call("uninstall", "test").code()).isZero();
    assertThat(call("offer", "test").err())
        .isEqualTo(
            "golem-runtime: "
                + directory.resolve("test")
                + " contains 0 descriptors (ya-*.json), expected one; build the runtime (mvn"
                + " package), or name the descriptor\n");
  }

  @Test
  void unknownNameIsReportedWithASimilarOne() throws Exception {
    assertThat(here("offer", "tset").err())
        .isEqualTo(
            "golem-runtime: the runtime tset does not exist, neither as a path nor in "
                + plugins
                + "; did you mean 'test'?\n");
    assertThat(here("list", "tset"))
        .isEqualTo(
            new Tool.Result(
                1,
                "",
                "golem-runtime: the runtime tset is not installed in "
                    + plugins
                    + "; did you mean 'test'?\n"));
  }

  /// No variable names the provider.
  @Test
  void commandsThatDoNotChangeAProviderFindARuntimeInItsPlugins() throws Exception {
    String at = plugins.toString();
    Tool.Result run = tool.call("run", "script.json", "--runtime", "test", "--plugins", at);
    assertThat(run.out()).startsWith("test 1.2.3: ");
    assertThat(tool.call("check", "test", "--plugins", at, "--only", "cli.version").out())
        .contains(
            "  reproduce  golem-runtime check --plugins " + at + " --only cli.version test\n");
    assertThat(tool.call("offer", "test", "--plugins", at).out())
        .contains("golem.runtime.name = \"test\"\n");

    String missing =
        "golem-runtime: the runtime unknown does not exist, neither as a path nor in "
            + plugins
            + "; use --plugins DIR for another provider\n";
    String script = directory + "/script.json";
    for (String command : List.of("run " + script + " --runtime", "check", "offer")) {
      assertThat(Tool.here((command + " unknown --plugins " + at).split(" ")).err())
          .isEqualTo(missing);
    }
    assertThat(here("install", "unknown").err()).isEqualTo(missing);
    assertThat(here("uninstall", "unknown").err())
        .isEqualTo("golem-runtime: no runtime unknown in " + plugins + "; available: test\n");
    for (String command : List.of("list", "uninstall test")) {
      assertThat(
              tool.call(
                      Map.of("EXE_UNIT_PATH", directory + "/none/ya-*.json", "DATA_DIR", "."),
                      command.split(" "))
                  .err())
          .isEqualTo(
              "golem-runtime: plugin directory not found: "
                  + directory
                  + "/none; install a provider first, or use --plugins DIR\n");
    }
  }

  @Test
  void misspeltKeyOfADescriptorAndAnOldPackageAreNoticed() throws Exception {
    Path descriptor = directory.resolve("target/plugins/ya-runtime-test.json");
    Files.writeString(
        descriptor, Files.readString(descriptor).replace("\"extra-args\"", "\"extra_args\""));
    Path pom = Files.writeString(directory.resolve("pom.xml"), "");
    Files.setLastModifiedTime(pom, FileTime.from(Instant.now().plusSeconds(60)));
    String warnings =
        "warning: "
            + descriptor
            + ": entry 1: unknown key 'extra_args' is ignored, as by a provider; did you mean"
            + " 'extra-args'?\nwarning: the package is older than "
            + pom
            + "; build it again (mvn package) to play or install what is there now\n";

    assertThat(call("run", "script.json").err()).startsWith(warnings);
    assertThat(here("offer", "./").err()).isEqualTo(warnings);
    assertThat(here("install", "./", "--dry-run").err()).startsWith(warnings);
  }
}
