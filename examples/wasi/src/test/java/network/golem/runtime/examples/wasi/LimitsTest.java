package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// What a guest may use up: each limit ends that command alone.
@RequiresWasmtime
@RuntimeTest(
    value = Wasi.class,
    args = {"--max-memory", "16", "--max-output", "1", "--max-time", "1", "--max-guests", "2"})
class LimitsTest {

  @Test
  void memory(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "grow");
    assertThat(session.run("grow")).succeeded().hasStdout("256\n"); // pages of 64 KiB
  }

  @Test
  void memoryFromTheBeginning(RuntimeProgram program) {
    RuntimeSession session =
        Packages.start(
            program, "(module (memory (export \"memory\") 300)" + " (func (export \"_start\")))");
    assertThat(session.run("main"))
        .failedWith(134)
        .hasStderr(
            "the command was ended: memory minimum size of 300 pages exceeds memory limits\n");
  }

  @Test
  void tables(RuntimeProgram program) {
    RuntimeSession session =
        Packages.start(program, "(module (table 2000000 funcref)" + " (func (export \"_start\")))");
    assertThat(session.run("main"))
        .failedWith(134)
        .hasStderrContaining("the command was ended: table minimum size of 2000000 elements");
  }

  @Test
  void output(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "flood", "hello");
    CommandResult result = session.run("flood", "2000000");
    assertThat(result)
        .failedWith(134)
        .hasStderr("the command was ended: its output exceeded the limit of 1 MiB\n");
    assertThat(result.stdoutBytes()).hasSize(1024 * 1024);
    assertThat(session.run("hello")).succeeded();
  }

  @Test
  void time(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "wait");
    for (String doing : new String[] {"loop", "sleep", "yield"}) {
      assertThat(session.run("wait", doing, "60000"))
          .failedWith(124)
          .hasStdout("waiting\n")
          .hasStderr("the command was ended: it ran longer than the limit of 1 s\n");
    }
  }

  @Test
  void guestsAtOnce(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "wait", "hello");
    RunningCommand first = session.start("wait", "sleep", "60000").awaitStdout("waiting");
    RunningCommand second = session.start("wait", "sleep", "60000").awaitStdout("waiting");
    assertThat(session.run("hello"))
        .wasRefused(Code.INTERNAL)
        .hasMessage("all 2 places for modules are taken; try later");
    assertThat(first.await()).failedWith(124);
    assertThat(second.await()).failedWith(124);
    assertThat(session.run("hello")).succeeded();
  }
}
