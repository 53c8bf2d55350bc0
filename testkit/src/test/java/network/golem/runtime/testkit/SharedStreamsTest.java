package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a runtime in process prints and logs reaches its standard error, as in a process of its
/// own, and what others print does not.
@RuntimeTest(Pump.class)
class SharedStreamsTest {

  @ParameterizedTest
  @CsvSource({
    "print, printed",
    "slf4j, INFO pump: logged",
    "jul, WARN pump: warned",
    "threads, virtual",
    "threads, platform"
  })
  void theRuntimesOwn(String program, String line, RuntimeSession session) {
    assertThat(session.run(program)).succeeded().hasNoStdout().hasNoStderr();
    session.awaitLog(line);
  }

  @Test
  @RuntimeTest(value = Pump.class, environment = "GOLEM_RUNTIME_LOG=debug")
  void detailsIfTheyAreWanted(RuntimeSession session) {
    assertThat(session.run("debug")).succeeded();
    session.awaitLog("DEBUG pump: detailed");
  }

  @Test
  void notTheTests(RuntimeSession session) {
    PrintStream console = System.out;
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    System.setOut(new PrintStream(seen, true, StandardCharsets.UTF_8));
    try (RuntimeProgram other = RuntimeProgram.of(Pump.class)) {
      System.out.println("by the test");
      Logger.getLogger("test").warning("by the test");
      assertThat(other.deploy()).succeeded();
      try (RuntimeSession session2 = other.start()) {
        assertThat(session2.run("print")).succeeded();
        session2.awaitLog("printed");
        assertThat(session2.log()).doesNotContain("by the test");
      }
      assertThat(session.run("slf4j")).succeeded();
      assertThat(session.awaitLog("logged").log()).doesNotContain("by the test", "printed");
      assertThat(seen.toString(StandardCharsets.UTF_8)).contains("by the test", "printed");
    } finally {
      System.setOut(console);
    }
  }

  /// A test whose runtime exits ends without a word of the testing tools.
  @Test
  @Timeout(60)
  void systemExitIsNamed() throws Exception {
    Process tests =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Exiting.class.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said)
        .contains(
            "The tests end here: the runtime's code called System.exit, at"
                + " network.golem.runtime.testkit.Pump.run(Pump.java:");
    assertThat(tests.waitFor()).isEqualTo(3);
  }

  static final class Exiting {
    private Exiting() {}

    static void main(String[] args) {
      try (RuntimeProgram pump = RuntimeProgram.of(Pump.class)) {
        pump.deploy();
        pump.start().run("exit");
      }
    }
  }
}
