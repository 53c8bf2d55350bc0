package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scripts played by the command, as its user sees it.
@Timeout(30)
class RunCommandTest {
  /// Prints a line, and continues until it is ended.
  private static final String ENDLESS =
      """
      [ $phase = run ] || exit 0
      echo $$ > "$OLDPWD/pid"
      echo here
      sleep 1000
      """;

  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void tool() throws IOException {
    tool = new Tool(directory);
    tool.script("world");
  }

  @AfterEach
  void end() {
    tool.close();
  }

  private static void await(BufferedReader out, String wanted) throws IOException {
    String line = out.readLine();
    while (line != null && !line.equals(wanted)) {
      line = out.readLine();
    }
    assertThat(line).isEqualTo(wanted);
  }

  /// The processes that the runtime with this pid has left behind.
  private void assertNobodyLeft() throws Exception {
    String pid = Files.readString(directory.resolve("pid")).strip();
    Process ps = new ProcessBuilder("ps", "-o", "stat=", "--sid", pid).start();
    assertThat(tool.result(ps).out().lines().filter(stat -> !stat.startsWith("Z"))).isEmpty();
  }

  @Test
  void successfulScript() throws Exception {
    tool.packaged("test", "[ $phase = deploy ] || { echo $phase $4; echo oh >&2; touch file; }");
    Tool.Result result = tool.call("run", "script.json");

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .startsWith("test 1.2.3: Tests\nworkdir " + directory + "/golem-runtime-")
        .contains("\n▶ run work world\n")
        .contains("\n  run world\n", "\n  ! oh\n", "\n  ✓ ok  ")
        .containsPattern("\n  initial price +0\\.5\n  total +0\\.5\n")
        .containsPattern("\n  ✓ ok  [0-9.]+ m?s  \\(stdout and stderr not captured\\)\n")
        .containsPattern("\n✓ 3 of 3 commands succeeded, [0-9.]+ m?s\n$")
        .doesNotContain("\u001B");
    assertThat(tool.workdirs()).as("it was removed, with the file in it").isEmpty();
  }

  @Test
  void failedScript() throws Exception {
    tool.packaged("test", "[ $phase = run ] && exit 7; :");
    Tool.Result result = tool.call("run", "script.json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out())
        .contains("\n  ✗ ExeScript command exited with code 7  ")
        .containsPattern("\n✗ 2 of 3 commands succeeded, [0-9.]+ m?s\n$");
    assertThat(tool.workdirs()).hasSize(1);
    assertThat(result.err())
        .isEqualTo(
            "golem-runtime: the workdir was kept; to remove it: golem-runtime clean "
                + tool.workdirs().getFirst()
                + "\n");
  }

  @Test
  void cleanRemovesWhatIsKept() throws Exception {
    tool.packaged("test", "[ $phase = run ] || exit 0; mkdir a; touch a/b; chmod 500 a; exit 7");
    assertThat(tool.call("clean").out())
        .isEqualTo("nothing to remove in " + directory + "/golem-runtime-" + user() + "\n");
    tool.call("run", "script.json");
    Path kept = tool.workdirs().getFirst();
    assertThat(kept.resolve("a/b")).exists();

    assertThat(tool.call("clean", "--dry-run").out())
        .isEqualTo("remove  " + kept + "\n(nothing was removed: --dry-run)\n");
    assertThat(kept).exists();
    assertThat(tool.call("clean").out()).isEqualTo("remove  " + kept + "\n");
    assertThat(tool.workdirs()).isEmpty();
  }

  /// The command that a failed play prints removes its own workdir.
  @Test
  void cleanRemovesOnlyWhatIsNamed() throws Exception {
    tool.packaged("test", "[ $phase = run ] && exit 7; :");
    tool.call("run", "script.json");
    Path other = tool.workdirs().getFirst();
    String said = tool.call("run", "script.json").err();
    String command = said.substring(said.indexOf("golem-runtime clean"));
    assertThat(tool.workdirs()).hasSize(2);

    assertThat(tool.call("clean", other.toString(), "script.json"))
        .isEqualTo(
            new Tool.Result(
                2,
                "",
                "golem-runtime: script.json is not a kept workdir; 'golem-runtime clean --dry-run'"
                    + " lists those in "
                    + other.getParent()
                    + "\n"));
    assertThat(tool.workdirs()).hasSize(2);
    assertThat(tool.inAShell(command.replace("golem-runtime ", "TOOL ")).code()).isZero();
    assertThat(tool.workdirs()).containsExactly(other);
    assertThat(tool.call("clean", directory.relativize(other) + "/").out())
        .isEqualTo("remove  " + other + "\n");
    assertThat(tool.workdirs()).isEmpty();
  }

  @Test
  void keepKeepsTheWorkdirAfterSuccess() throws Exception {
    tool.packaged("test", "[ $phase = deploy ] || touch file");
    Tool.Result result = tool.call("run", "--keep", "script.json");

    assertThat(result.code()).isZero();
    assertThat(tool.workdirs()).hasSize(1);
    assertThat(tool.workdirs().getFirst().resolve("file")).exists();
    assertThat(result.err()).endsWith(" clean " + tool.workdirs().getFirst() + "\n");
  }

  /// Also if a play is killed, its workdir can be told from those of the others.
  @Test
  void cleanLeavesThePlaysInProgressAlone() throws Exception {
    tool.packaged("test", ENDLESS.replace("$OLDPWD", directory.toString()));
    Process process = tool.start("run", "script.json");
    await(process.inputReader(), "  here");
    assertThat(tool.call("clean").out()).startsWith("nothing to remove in ");
    assertThat(tool.workdirs()).hasSize(2).first().asString().doesNotEndWith(".lock");

    Path workdir = tool.workdirs().getFirst();
    assertThat(tool.call("clean", workdir.toString()))
        .isEqualTo(
            new Tool.Result(
                2,
                "",
                "golem-runtime: the workdir " + workdir + " belongs to a play in progress\n"));
    process.destroyForcibly().waitFor();
    assertThat(tool.call("clean").out()).startsWith("remove  " + workdir);
    assertThat(tool.workdirs()).isEmpty();
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  @Test
  void scriptMayComeFromStandardInput() throws Exception {
    tool.packaged("test", "[ $phase = deploy ] || echo $phase $4");
    Tool.Result result = tool.inAShell("TOOL run - < script.json");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out()).contains("\n  run world\n");

    Tool.Result none = tool.inAShell("echo '[]' | TOOL run -");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err())
        .isEqualTo(
            "golem-runtime: standard input contains no commands, so there is nothing to play\n");
  }

  @Test
  void packageThatIsOlderThanItsSourcesIsNoticed() throws Exception {
    tool.packaged("test", ":");
    Path source = directory.resolve("src/main/java/A.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(tool.call("run", "script.json").err()).isEmpty();

    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    Tool.Result result = tool.call("run", "script.json");
    assertThat(result.code()).isZero();
    assertThat(result.err())
        .isEqualTo(
            "warning: the package is older than "
                + source
                + "; build it again (mvn package) to play or install what is there now\n");
  }

  @Test
  void workdirThatCannotBeCreatedIsReportedWithTheReason() throws Exception {
    tool.packaged("test", ":");
    Tool.Result result = tool.call("run", "script.json", "--workdir", "script.json/x");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("golem-runtime: cannot create --workdir script.json/x: Not a directory\n");
  }

  @Test
  void usersWorkdirIsKept() throws Exception {
    tool.packaged("test", "[ $phase = deploy ] || echo $phase > file");
    Tool.Result result = tool.call("run", "script.json", "--workdir", "a/b");

    assertThat(result.code()).isZero();
    assertThat(directory.resolve("a/b/file")).hasContent("run");
    assertThat(tool.workdirs()).isEmpty();
  }

  @Test
  void timeLimitEndsACommand() throws Exception {
    tool.packaged("test", "[ $phase = run ] && sleep 1000; :");
    Tool.Result result = tool.call("run", "script.json", "--timeout", "500ms");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("✗ time limit of 0.5 s exceeded: the runtime has not ended");
  }

  @Test
  void outputIsStreamedAndCtrlCEndsTheRuntime() throws Exception {
    tool.packaged("test", ENDLESS.replace("$OLDPWD", directory.toString()));
    Process process = tool.start("run", "script.json");
    await(process.inputReader(), "  here");

    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor()).isEqualTo(130);
    assertNobodyLeft();
  }

  @Test
  void closedStandardOutputEndsTheRuntime() throws Exception {
    tool.packaged(
        "test",
        """
        [ $phase = run ] || exit 0
        echo $$ > DIR/pid
        while echo line; do sleep 0.02; done
        """
            .replace("DIR", directory.toString()));
    Process process = tool.start("run", "script.json");
    await(process.inputReader(), "  line");
    process.inputReader().close();

    assertThat(process.waitFor()).isEqualTo(1);
    assertNobodyLeft();
  }
}
