package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program's standard input: if its source fails, the program must not take half of it for all of
/// it.
@RuntimeTest(ProgramInputTest.Feeding.class)
class ProgramInputTest {
  private static final int READABLE = 3000;

  /// A stream that throws after this number of bytes.
  private static final class Torn extends InputStream {
    private final String how;
    private final Latches latches;
    private int left = READABLE;

    Torn(String how, Latches latches) {
      this.how = how;
      this.latches = latches;
    }

    @Override
    public int read() throws IOException {
      if (left-- > 0) {
        return 'x';
      }
      latches.awaitUninterruptibly("tear");
      return switch (how) {
        case "io" -> throw new IOException("torn");
        case "runtime" -> throw new IllegalStateException("torn");
        case "error" -> throw new AssertionError("torn");
        default -> -1;
      };
    }

    /// Either all bytes or none: the default implementation would delay an exception until the next
    /// call.
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int first = read();
      if (first < 0) {
        return -1;
      }
      bytes[offset] = (byte) first;
      return 1;
    }
  }

  @RuntimeDef(name = "feeding")
  static final class Feeding implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public int run(Command command, Activity activity) throws Exception {
      List<String> words = command.arguments();
      if (command.program().equals("tear")) {
        latches.open("tear");
        return 0;
      }
      if (command.program().equals("endless")) {
        try (PipedInputStream in = new PipedInputStream();
            PipedOutputStream _ = new PipedOutputStream(in)) {
          return command.exec(new ProcessBuilder("sh", "-c", words.getFirst()), in);
        }
      }
      int code =
          command.exec(
              new ProcessBuilder("sh", "-c", words.getFirst()),
              new Torn(command.program(), latches));
      command.stdout().print(Thread.currentThread().isInterrupted());
      return code;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Feeding::new, args);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"io", "runtime", "error"})
  void unreadableInputFailsTheCommand(String how, RuntimeSession session) {
    session.run("tear");
    assertThat(session.run(how, "cat > all; echo end > end"))
        .failedWith(1)
        .hasNoStdout()
        .hasStderrContaining("cannot read the program's input: ")
        .hasStderrContaining("torn (INTERNAL)");
    assertThat(session.workdir().resolve("end")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"io", "runtime", "error"})
  void neitherTheProgramNorItsChildrenSeeAnEndOfInput(String how, RuntimeSession session) {
    RunningCommand command =
        session
            .start(how, "exec 3<&0; (echo begun; cat <&3 > all; echo end > end) & cat; echo end")
            .awaitStdout("begun");
    session.run("tear");
    assertThat(command.await())
        .failedWith(1)
        .hasStderrContaining("cannot read the program's input: ")
        .hasStderrContaining("torn (INTERNAL)");
    assertThat(session.workdir().resolve("end")).doesNotExist();
  }

  @Test
  void programThatReadsAllInputSucceeds(RuntimeSession session) {
    session.run("tear");
    assertThat(session.run("whole", "wc -c")).succeeded().hasStdout(READABLE + "\nfalse");
  }

  @Test
  void programThatReadsOnlyAPartSucceeds(RuntimeSession session) {
    assertThat(session.run("endless", "exit 3")).failedWith(3);
  }

  @Test
  void inputWorksTheSameWithoutNativeAccess(@TempDir Path directory) throws Exception {
    try (RuntimeProgram program =
        RuntimeProgram.of(
            RuntimeLauncher.of(Feeding.class).withoutNativeAccess().writeTo(directory))) {
      RuntimeSession session = program.start();
      session.run("tear");
      for (String how : List.of("io", "runtime", "error")) {
        assertThat(session.run(how, "cat > all; echo end > end"))
            .failedWith(1)
            .hasStderrContaining("cannot read the program's input: ");
        assertThat(session.workdir().resolve("end")).doesNotExist();
      }
      assertThat(session.run("whole", "wc -c")).succeeded().hasStdout(READABLE + "\nfalse");
    }
  }
}
