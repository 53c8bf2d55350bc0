package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands about a provider.
@Timeout(180)
class InstallCommandTest {
  private static final int DEATHS = Integer.getInteger("golem.test.deaths", 3);
  private static final String PRESETS =
      "{\"ver\": \"V1\", \"active\": [], \"presets\": [], \"x\": 1}";

  @TempDir Path directory;
  private Tool tool;
  private Path plugins;
  private Path presets;

  @BeforeEach
  void provider() throws IOException {
    tool = new Tool(directory);
    plugins = Files.createDirectories(directory.resolve("provider/plugins"));
    presets = Files.createDirectories(directory.resolve("provider/data")).resolve("presets.json");
    Files.createFile(
        plugins.resolve("exe-unit"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(presets, PRESETS);
    tool.packaged("test", ":\n");
  }

  @AfterEach
  void end() {
    tool.close();
  }

  /// The command as a process.
  private Tool.Result call(String... words) throws Exception {
    return tool.call(atTheProvider(words));
  }

  /// The command in this process, which is enough for most tests, and faster.
  private Tool.Result here(String... words) {
    return Tool.here(
        Stream.of(atTheProvider(words))
            .map(word ->
                word.equals(".") || word.startsWith("target/")
                    ? directory.resolve(word).toString()
                    : word)
            .toArray(String[]::new));
  }

  private String[] atTheProvider(String... words) {
    return Stream.concat(
            Stream.of(words),
            Stream.of("--plugins", plugins.toString(), "--data-dir", directory + "/provider/data"))
        .toArray(String[]::new);
  }

  @Test
  void whatASuccessfulTestSaysIsShown() throws Exception {
    tool.packaged("test", "echo printed; echo 'test: ignoring --bogus' >&2\n");
    Tool.Result result = here("install", ".", "--dry-run");
    assertThat(result.code()).isZero();
    assertThat(result.err())
        .isEqualTo("warning: the runtime's test says: test: ignoring --bogus\n");
  }

  @Test
  void installListAndUninstall() throws Exception {
    Tool.Result dry = here("install", ".", "--dry-run", "--price", "duration=0.01");
    assertThat(dry.code()).as(dry.err()).isZero();
    assertThat(dry.out())
        .isEqualTo(
            """
            create  PLUGINS/ya-runtime-test/ (2 files created)
            create  PLUGINS/ya-runtime-test.json
            create  PRESETS.bak
            change  PRESETS
            (nothing was written: --dry-run; --verbose shows each file)
            """
                .replace("PLUGINS", plugins.toString())
                .replace("PRESETS", presets.toString()));
    assertThat(here("install", ".", "--dry-run", "-v", "--price", "duration=0.01").out())
        .contains("/ya-runtime-test/ (2 files created)\n        create  bin/test\n")
        .contains("\ncreate  " + plugins + "/ya-runtime-test.json\n        + [")
        .contains("\nchange  " + presets + "\n        - " + PRESETS + "\n")
        .endsWith("\n(nothing was written: --dry-run)\n");
    assertThat(plugins.resolve("ya-runtime-test")).doesNotExist();
    assertThat(presets).hasContent(PRESETS);

    assertThat(call("install", ".", "--price", "duration=0.01").out())
        .endsWith("\nnext: restart the provider, which reads descriptors when it starts\n");
    assertThat(here("install", ".", "--price", "duration=0.02").out())
        .endsWith(
            "\nnext: nothing to do; a running provider reloads presets.json within seconds\n");
    assertThat(here("install", "target/plugins/ya-runtime-test/bin/test").out())
        .isEqualTo("nothing to change\n");
    assertThat(call("list").out())
        .isEqualTo(
            "plugins "
                + plugins
                + "\npresets "
                + presets
                + "\n\ntest 1.2.3\n  preset test: duration=0.02, initial=0.5 (GLM)\n");
    assertThat(here("list", "--json", "--test").out().replaceAll("\\s", ""))
        .contains(
            "\"presets\":[\"test\"],\"prices\":{\"test\":{\"golem.usage.duration_sec\":0.02,"
                + "\"initial\":0.5}},\"test\":\"ok\",\"problems\":[]");

    Tool.Result out = here("uninstall", "test");
    assertThat(out.code()).isZero();
    assertThat(out.out())
        .isEqualTo(
            "change  "
                + presets
                + "\nremove  "
                + plugins
                + "/ya-runtime-test.json\nremove  "
                + plugins
                + "/ya-runtime-test/ (2 files)\n"
                + "next: restart the provider, which reads descriptors when it starts\n");
    assertThat(presets).hasContent(PRESETS);
    try (Stream<Path> left = Files.list(plugins)) {
      assertThat(left).containsExactly(plugins.resolve("exe-unit"));
    }
    assertThat(here("uninstall", "test"))
        .isEqualTo(
            new Tool.Result(
                1,
                "",
                "golem-runtime: no runtime test in "
                    + plugins
                    + "; use --plugins DIR for another provider\n"));
  }

  @Test
  void listReportsWhatKeepsTheProviderFromStarting() throws Exception {
    assertThat(here("install", ".", "--price", "cpu=0.01").code()).isZero();
    Files.delete(plugins.resolve("exe-unit"));
    Files.writeString(plugins.resolve("ya-bad.json"), "[");

    Tool.Result list = here("list");
    assertThat(list.code()).isEqualTo(1);
    assertThat(list.out())
        .endsWith(
            "\n  ! "
                + plugins
                + "/ya-runtime-test.json: 'supervisor-path' is "
                + plugins
                + "/exe-unit, which does not exist (the provider does not start)\n");
    assertThat(list.err()).startsWith("golem-runtime: " + plugins + "/ya-bad.json, line 1");
  }

  @Test
  void offerShowsWhatTheProviderPublishes() throws Exception {
    Files.writeString(
        directory.resolve("target/plugins/ya-runtime-test/preset.json"),
        "{\"name\": \"test\", \"exeunit-name\": \"test\", \"usage-coeffs\": {}}");
    Tool.Result none = here("offer", ".");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).startsWith("golem-runtime: Unsupported coefficients: the preset test");

    assertThat(here("install", ".", "--price", "cpu=0.01", "--price", "initial=1").code()).isZero();
    Tool.Result offer = here("offer", ".");
    assertThat(offer.code()).as(offer.err()).isZero();
    assertThat(offer.out())
        .contains("\ngolem.com.usage.vector = [\"golem.usage.cpu_sec\"]\n")
        .contains("\ngolem.com.pricing.model.linear.coeffs = [0.01,1]\n")
        .contains("\ngolem.runtime.name = \"test\"\n")
        .endsWith(
            "\nconstraints (&(golem.srv.comp.expiration>NOW)(golem.node.debug.subnet=public))\n");
    assertThat(here("offer", ".", "--json").out()).startsWith("{\n  \"properties\" : {");
  }

  /// A provider discards the runtime's output; the command shows it.
  @Test
  void offerReportsAFailedTemplate() throws Exception {
    Path binary = directory.resolve("target/plugins/ya-runtime-test/bin/test");
    Files.writeString(
        binary, "#!/bin/sh\nread line\necho \"asked: $*$line\" >&2\necho gone\nexit 3\n");
    assertThat(here("install", ".", "--price", "cpu=0.01", "--no-test").code()).isZero();

    Tool.Result offer = call("offer", ".", "--runtime-arg", "--fast");
    assertThat(offer.err())
        .isEqualTo(
            "asked: --fast offer-template\n"
                + "golem-runtime: the runtime's offer-template ended with exit code 3, which a"
                + " supervisor treats as an empty template\n");
    assertThat(offer.out())
        .contains(
            "\ngolem.com.usage.vector = [\"golem.usage.cpu_sec\",\"golem.usage.duration_sec\"]\n");
    assertThat(offer.code()).as("a provider says nothing of it").isEqualTo(1);

    Files.writeString(binary, "#!/bin/sh\necho only a log >&2\n");
    Tool.Result none = call("offer", ".");
    assertThat(none.err())
        .startsWith("only a log\ngolem-runtime: the runtime's offer-template printed nothing");
    assertThat(none.code()).isEqualTo(1);
  }

  /// A provider waits forever.
  @Test
  void offerTemplateThatDoesNotEndIsRefused() throws Exception {
    Path binary = directory.resolve("target/plugins/ya-runtime-test/bin/test");
    Files.writeString(binary, "#!/bin/sh\necho $$ > " + directory + "/pid\nexec sleep 1000\n");
    String said =
        "golem-runtime: the runtime's offer-template has not ended within 0.5 s; a provider would"
            + " wait forever\n";

    assertThat(call("offer", ".", "--timeout", "500ms")).isEqualTo(new Tool.Result(1, "", said));
    assertNobodyLeft();

    tool.script("x");
    Tool.Result run = tool.call("run", "script.json", "--timeout", "500ms");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).startsWith(said);
    assertThat(run.out()).isEmpty();
    assertNobodyLeft();
  }

  private void assertNobodyLeft() throws Exception {
    String pid = Files.readString(directory.resolve("pid")).strip();
    Process ps = new ProcessBuilder("ps", "-o", "stat=", "--sid", pid).start();
    assertThat(tool.result(ps).out().lines().filter(stat -> !stat.startsWith("Z"))).isEmpty();
  }

  /// A provider's offer and the desk bill the same counters, whichever path of the runtime is
  /// named.
  @Test
  void offerAndRunAgree() throws Exception {
    Files.writeString(
        directory.resolve("target/plugins/ya-runtime-test/preset.json"),
        """
        {"name": "test", "exeunit-name": "test", "initial-price": 0.5,
         "usage-coeffs": {"golem.usage.gib": 0.25, "golem.usage.duration_sec": 0.125, "x": 7}}
        """);
    tool.script("x");
    for (String named :
        List.of(
            ".",
            "target/plugins/ya-runtime-test.json",
            "target/plugins/ya-runtime-test/bin/test")) {
      Tool.Result offer = here("offer", named);
      assertThat(offer.out())
          .contains(
              "\ngolem.com.pricing.model.linear.coeffs = [0.125,0.25,0.5]\n",
              "\ngolem.com.usage.vector = [\"golem.usage.duration_sec\",\"golem.usage.gib\"]\n");
      Tool.Result explained = tool.call("run", "script.json", "--explain", "--runtime", named);
      assertThat(explained.code()).as(explained.err()).isZero();
      assertThat(explained.out().replaceAll("\\s", ""))
          .contains(
              "\"golem.com.pricing.model.linear.coeffs\":[0.125,0.25,0.5]",
              "\"golem.com.usage.vector\":[\"golem.usage.duration_sec\",\"golem.usage.gib\"]");
      Tool.Result run = tool.call("run", "script.json", "--runtime", named);
      assertThat(run.out()).containsPattern("\n  golem.usage.gib +[0-9.]+ +[0-9.]+ +0.25 ");
    }
  }

  private void binary(String script) throws IOException {
    Files.writeString(
        directory.resolve("target/plugins/ya-runtime-test/bin/test"), "#!/bin/sh\n" + script);
  }

  /// The test runs with the files that will be installed, in an empty directory.
  @Test
  void failingTestPreventsInstallation() throws Exception {
    binary("echo \"$* in $(ls -A | wc -l) files\" >&2; printf 'no\\033 disk\\n'; exit 3");
    Tool.Result failed = here("install", ".", "--price", "cpu=1", "--runtime-arg", "fast");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err())
        .matches(
            "golem-runtime: the runtime's test \\("
                + plugins
                + "/\\.ya-runtime-test\\.new-for-[0-9]+/bin/test fast test\\) ended with exit code"
                + " 3: (no\\? disk|fast test in 0 files) \\(the provider would not start; --no-test"
                + " installs it anyway\\)\n");
    assertThat(names(plugins)).containsExactly("exe-unit");
    assertThat(presets).hasContent(PRESETS);

    assertThat(here("install", ".", "--price", "cpu=1", "--no-test").code()).isZero();
    Tool.Result untested = here("list");
    assertThat(untested.code()).isZero();
    assertThat(untested.out()).doesNotContain("test ok");
    Tool.Result list = here("list", "--test");
    assertThat(list.code()).isEqualTo(1);
    assertThat(list.out())
        .contains("\n  ! " + plugins + "/ya-runtime-test.json: the runtime's test (")
        .doesNotContain("test ok")
        .endsWith(" (the provider does not start)\n");
    binary("exit 0");
    assertThat(here("install", ".").out())
        .endsWith(
            "\nnext: nothing to do; a running provider uses these files for its next activity\n");
    assertThat(here("list", "--test").code()).isZero();
  }

  /// A provider tests a runtime of this name in a special way.
  @Test
  void wasmtimeIsTestedByItsHelpOption() throws Exception {
    binary("[ \"$*\" = --help ] || exit 3");
    String[] install = {
      "install", ".", "--name", "wasmtime", "--version", "0.2.1", "--price=cpu=1"
    };
    Tool.Result installed = here(install);
    assertThat(installed.code()).as(installed.err()).isZero();
    assertThat(here("list", "--test").out())
        .endsWith(
            """

            wasmtime 0.2.1
              preset wasmtime: duration=0, cpu=1, initial=0.5 (GLM)
              test ok
            """);
    assertThat(here("uninstall", "wasmtime").code()).isZero();

    Files.writeString(
        plugins.resolve("ya-wasi.json"),
        """
        [{"name": "wasmtime", "version": "0.1.0", "supervisor-path": "exe-unit"}]
        """);
    assertThat(here(install).err())
        .isEqualTo(
            "golem-runtime: "
                + plugins
                + "/ya-wasi.json already describes a runtime wasmtime, and a provider accepts only"
                + " one of each name; uninstall it first\n");
  }

  /// The lock of a killed process is released.
  @Test
  void installationWaitsForAnotherOne() throws Exception {
    Process other =
        new ProcessBuilder(
                "flock", "--no-fork", plugins.toString(), "sh", "-c", "echo locked; exec sleep 100")
            .start();
    try {
      assertThat(other.inputReader().readLine()).isEqualTo("locked");
      Process install =
          tool.start(
              "install",
              ".",
              "--price=cpu=1",
              "--plugins",
              plugins.toString(),
              "--data-dir",
              directory + "/provider/data");
      assertThat(install.errorReader().readLine())
          .isEqualTo(
              "golem-runtime: waiting for another golem-runtime that is changing "
                  + plugins.toRealPath());
      assertThat(names(plugins)).containsExactly("exe-unit");
      other.destroyForcibly();
      assertThat(install.waitFor()).isZero();
      assertThat(names(plugins)).contains("ya-runtime-test.json");
    } finally {
      other.destroyForcibly();
    }
  }

  /// The name contains a character outside the Basic Multilingual Plane.
  @Test
  void directoryNamesMayContainAnyCharacter() throws Exception {
    plugins = Files.move(plugins, directory.resolve("provider/ż 😀"));
    Tool.Result installed = call("install", ".", "--price", "cpu=1");
    assertThat(installed.code()).as(installed.err()).isZero();
    assertThat(names(plugins))
        .containsExactly("exe-unit", "ya-runtime-test", "ya-runtime-test.json");
    assertThat(call("list", "--test").code()).isZero();
    assertThat(call("uninstall", "test").code()).isZero();
    assertThat(names(plugins)).containsExactly("exe-unit");
  }

  /// Java cannot pass on invalid UTF-8, because it decodes each argument and the current directory.
  @Test
  void directoryNameThatIsNotUtf8IsRefused() throws Exception {
    String said =
        "cannot open "
            + directory.toRealPath()
            + "/b\uFFFD/p: its name contains bytes that are not UTF-8, which Java cannot represent;"
            + " rename it, or choose another directory";
    for (String command : List.of("list", "install .")) {
      Tool.Result result =
          tool.inAShell(
              "d=$(printf 'b\\351') && mkdir -p \"$d/p\" && TOOL "
                  + command
                  + " --plugins \"$d/p\" --data-dir .");
      assertThat(result).isEqualTo(new Tool.Result(1, "", "golem-runtime: " + said + "\n"));
    }
  }

  /// Otherwise the trial of a runtime at a made-up provider would change the presets of the real
  /// one.
  @Test
  void oneOfTheTwoDirectoriesDoesNotSuffice() throws Exception {
    Map<String, String> home = Map.of("HOME", directory.toString(), "PATH", "/usr/bin:/bin");
    String data = presets.getParent().toString();
    for (String command :
        List.of("install . --price cpu=1", "uninstall test", "install . --dry-run")) {
      assertThat(tool.call(home, (command + " --plugins " + plugins).split(" ")))
          .isEqualTo(
              new Tool.Result(
                  2,
                  "",
                  "golem-runtime: --plugins without --data-dir would change the presets in "
                      + directory
                      + "/.local/share/ya-provider; give --data-dir DIR, too\n"));
      Tool.Result other = tool.call(home, (command + " --data-dir " + data).split(" "));
      assertThat(other.code()).isEqualTo(2);
      assertThat(other.err())
          .startsWith("golem-runtime: --data-dir without --plugins would change the runtimes in /")
          .endsWith("/lib/yagna/plugins; give --plugins DIR, too\n");
    }
    assertThat(names(plugins)).containsExactly("exe-unit");
    assertThat(directory.resolve(".local")).doesNotExist();

    assertThat(
            tool.call(
                    Map.of("DATA_DIR", data),
                    "install",
                    ".",
                    "--price=cpu=1",
                    "--plugins",
                    plugins.toString())
                .code())
        .isZero();
    assertThat(
            tool.call(
                    Map.of("EXE_UNIT_PATH", plugins + "/ya-*.json"),
                    "uninstall",
                    "test",
                    "--data-dir",
                    data)
                .code())
        .isZero();
    assertThat(presets).hasContent(PRESETS);
  }

  @Test
  void exitCodes() throws Exception {
    assertThat(here("install", ".", "--price", "cpu").code()).isEqualTo(2);
    assertThat(here("install", ".", "--price", "gpu=1").code()).isEqualTo(2);
    assertThat(here("install", ".", "--no-preset", "--price", "cpu=1").code()).isEqualTo(2);
    assertThat(here("install").code()).isEqualTo(2);
    Files.writeString(presets, "{");
    assertThat(here("install", ".").code()).isEqualTo(1);
    Tool.Result debugged = here("install", ".", "--debug");
    assertThat(debugged.err()).contains("\tat ").contains("golem-runtime: " + presets);
    assertThat(here("list").code()).isEqualTo(1);
    Tool.Result warned = here("install", ".", "--no-preset");
    assertThat(warned.code()).isZero();
    assertThat(warned.err())
        .startsWith("golem-runtime: " + presets + ", line 1")
        .endsWith(" (the provider does not start)\n");
    assertThat(here("install", ".", "--name", "a/b").code()).isEqualTo(2);
    assertThat(here("install", ".", "--version", "1").err())
        .startsWith("golem-runtime: --version must be a semantic version like 1.0.0, not '1'");
  }

  /// Whenever the installation is interrupted, each file is either old or new, and the next try
  /// succeeds.
  @Test
  void killedAtAnyMoment() throws Exception {
    Path binary = plugins.resolve("ya-runtime-test/bin/test");
    Path source = directory.resolve("target/plugins/ya-runtime-test/bin/test");
    Path descriptor = directory.resolve("target/plugins/ya-runtime-test.json");
    for (int i = 0; i < 40; i++) { // so that copying takes some time
      Files.write(source.resolveSibling("more" + i), new byte[50_000]);
    }
    assertThat(here("install", ".", "--price", "cpu=0").code()).isZero();
    long whole = duration();
    Random random = new Random();
    String old = Files.readString(source);
    for (int i = 1; i <= DEATHS; i++) {
      String next = old + "# " + i + "\n";
      Files.writeString(source, next);
      String oldDescriptor = Files.readString(plugins.resolve(descriptor.getFileName()));
      String nextDescriptor =
          oldDescriptor.replaceFirst("\"1\\.[0-9]+\\.3\"", "\"1." + (i + 2) + ".3\"");
      Files.writeString(descriptor, nextDescriptor);
      String oldPresets = Files.readString(presets);
      Process install =
          tool.start(
              "install",
              ".",
              "--price",
              "cpu=" + i,
              "--plugins",
              plugins.toString(),
              "--data-dir",
              directory + "/provider/data");
      boolean _ = install.waitFor(random.nextLong(whole / 3, whole), TimeUnit.MILLISECONDS);
      install.destroyForcibly().waitFor();

      assertThat(Files.readString(binary)).isIn(old, next);
      assertThat(Files.readString(plugins.resolve(descriptor.getFileName())))
          .isIn(oldDescriptor, nextDescriptor);
      assertThat(Files.readString(presets))
          .isIn(oldPresets, oldPresets.replaceFirst("(cpu_sec\": )[0-9]+", "$1" + i));

      Tool.Result again = here("install", ".", "--price", "cpu=" + i);
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(Files.readString(binary)).isEqualTo(next);
      assertThat(presets).content().contains("\"golem.usage.cpu_sec\": " + i + "\n", "\"x\": 1}");
      assertThat(names(plugins))
          .containsExactly("exe-unit", "ya-runtime-test", "ya-runtime-test.json");
      assertThat(names(presets.getParent())).containsExactly("presets.json", "presets.json.bak");
      old = next;
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private long duration() throws Exception {
    long began = System.nanoTime();
    Files.writeString(
        directory.resolve("target/plugins/ya-runtime-test/bin/more0"), "to be installed once more");
    assertThat(call("install", ".").code()).isZero();
    return Math.max(30, (System.nanoTime() - began) / 1_000_000);
  }
}
