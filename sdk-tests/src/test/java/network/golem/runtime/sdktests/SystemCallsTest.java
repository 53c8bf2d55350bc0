package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The system's functions are called through a small library; if it cannot be used, through the
/// foreign-function API.
class SystemCallsTest {
  private static final String LIBRARY = "lib/libgolem-calls.so";
  private static final String FOREIGN = "jdk.internal.foreign.abi.AbstractLinker";

  @TempDir Path directory;

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      return command.exec(new ProcessBuilder(command.line()));
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  @Test
  void programNeedsNoForeignFunctions() throws IOException {
    Path script = launcher("-Dx=y");
    assumeTrue(Files.exists(library(script)), "SKIPPED: calls.c was not compiled");

    assertThat(classesOf(script)).contains("posix.JniLibrary").doesNotContain(FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "cut", "text", "foreign", "not named"})
  void foreignFunctionsReplaceALibraryThatCannotBeLoaded(String what) throws IOException {
    Path script = launcher(what.equals("not named") ? "-Dgolem.runtime.calls=" : "-Dx=y");
    Path library = library(script);
    assumeTrue(Files.exists(library), "SKIPPED: calls.c was not compiled");
    byte[] bytes = Files.readAllBytes(library);
    switch (what) {
      case "missing" -> Files.delete(library);
      case "cut" -> Files.write(library, Arrays.copyOf(bytes, 60));
      case "text" -> Files.writeString(library, "no library");
      case "foreign" -> {
        bytes[18] ^= 0x55; // the machine, in the header
        Files.write(library, bytes);
      }
      default -> {}
    }

    assertThat(classesOf(script)).contains(FOREIGN);
  }

  /// Plays a session with programs.
  ///
  /// @return the classes that Java loaded
  private String classesOf(Path script) throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(script)) {
      RuntimeSession session = program.start();
      assertThat(session.run("sh", "-c", "echo out; echo err >&2; exit 3"))
          .failedWith(3)
          .hasStdout("out\n")
          .hasStderr("err\n");
      assertThat(session.run("sh", "-c", "kill -9 $$")).failedWith(137);
      assertThat(session.run("/no/such/program")).wasRefused(Code.NOT_FOUND);
      assertThat(session.run("sh", "-c", "yes | head -c 300000").stdout()).hasSize(300_000);
      assertThat(session.log()).doesNotContain("WARNING");
      session.shutdown();
    }
    return Files.readString(directory.resolve("classes"));
  }

  private Path launcher(String option) throws IOException {
    return RuntimeLauncher.of(Executing.class)
        .withJavaOptions("-Xlog:class+load:file=" + directory.resolve("classes"), option)
        .writeTo(directory);
  }

  private static Path library(Path script) {
    return script.resolveSibling("../" + LIBRARY).normalize();
  }
}
