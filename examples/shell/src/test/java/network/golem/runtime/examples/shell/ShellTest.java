package network.golem.runtime.examples.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

@RuntimeTest(Shell.class)
class ShellTest {
  @Test
  void executesAProgram(RuntimeSession session) {
    assertThat(session.run("sh", "-c", "echo out; echo err >&2; exit 3"))
        .failedWith(3)
        .hasStdout("out\n")
        .hasStderr("err\n");
  }

  @Test
  void worksInItsVolumes(RuntimeSession session) {
    session.run("sh", "-c", "echo data > $GOLEM_INPUT/file; pwd");
    assertThat(session.run("cp", "/golem/input/file", "/golem/output/")).succeeded();
    assertThat(session.run("cat", "/golem/output/file")).succeeded().hasStdout("data\n");
    assertThat(session.run("sh", "-c", "[ \"$PWD\" = \"$GOLEM_WORK\" ]")).succeeded();
  }

  @Test
  void pathThatLeadsOutOfAVolumeIsRefused(RuntimeSession session) {
    assertThat(session.run("cat", "/golem/input/../../secret"))
        .wasRefused(Code.INTERNAL)
        .hasMessage("/golem/input/../../secret leads out of the volume /golem/input");
  }

  @Test
  void billsTheProcessorTimeOfShortPrograms(RuntimeSession session) {
    session.run("sh", "-c", "i=0; while [ $i -lt 50000 ]; do i=$((i+1)); done");
    session.shutdown();
    assertThat(session.counter(Shell.CPU)).isPositive();
  }

  @Test
  void reportsProgramsThatCannotBeExecuted(RuntimeSession session) throws IOException {
    Path script = Files.writeString(session.workdir().resolve("script"), "#!/bin/sh\n");
    assertThat(session.run("/no/such"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("program '/no/such' not found");
    assertThat(session.run("no-such-program"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("program 'no-such-program' not found in PATH");
    assertThat(session.run(script.toString()))
        .wasRefused(Code.INTERNAL)
        .hasMessage("cannot execute '" + script + "': permission denied, or not a regular file");
  }

  @Test
  void oneShotProcessExitsLikeAShell() throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(Shell.class)) {
      Path script = Files.writeString(program.workdir().resolve("script"), "#!/bin/sh\n");
      assertThat(program.run("/no/such"))
          .failedWith(127)
          .hasStderrContaining("program '/no/such' not found");
      assertThat(program.run(script.toString()))
          .failedWith(126)
          .hasStderrContaining("permission denied");
      assertThat(program.run("sh", "-c", "kill -9 $$")).failedWith(137);
    }
  }
}
