package network.golem.runtime.examples.commandmode;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RuntimeTest(CommandMode.class)
class CommandModeTest {

  @BeforeEach
  void deploy(RuntimeProgram program) {
    assertThat(program.deploy()).succeeded().hasStdoutContaining("\"startMode\":\"empty\"");
  }

  @Test
  void processesShareTheWorkdir(RuntimeProgram program) {
    assertThat(program.run("note", "buy", "milk")).succeeded().hasNoStdout();
    assertThat(program.run("note", "call Ada")).succeeded();
    assertThat(program.run("list")).succeeded().hasStdout("buy milk\ncall Ada\n");
  }

  @Test
  void exitCodeIsTheCommands(RuntimeProgram program) {
    assertThat(program.run("note", "buy", "milk")).succeeded();
    assertThat(program.run("find", "milk")).succeeded().hasStdout("buy milk\n");
    assertThat(program.run("find", "tea")).failedWith(1).hasNoStdout();
  }

  @Test
  void failureIsALineOnStandardError(RuntimeProgram program) {
    assertThat(program.run("burn"))
        .failedWith(1)
        .hasStderr("there are note, list and find, not burn (NOT_FOUND)\n");
  }
}
