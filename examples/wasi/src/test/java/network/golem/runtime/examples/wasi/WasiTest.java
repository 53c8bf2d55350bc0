package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@RequiresWasmtime
@RuntimeTest(Wasi.class)
class WasiTest {

  @Test
  void runsAnEntryPoint(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "hello", "echo");
    assertThat(session.run("hello")).succeeded().hasStdout("hello\n");
    assertThat(session.run("echo", "Grüße,", "Ada")).succeeded().hasStdout("Grüße, Ada\n");
  }

  @Test
  void exitCodeIsTheModules(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "exit");
    for (int code : List.of(0, 1, 7, 125, 126, 200, 255)) {
      CommandResult result = session.run("exit", String.valueOf(code));
      assertThat(result.code()).as("exit %d", code).isEqualTo(code);
      assertThat(result).hasStderr("exiting\n").hasNoStdout();
    }
  }

  @Test
  void unknownEntryPointIsRefused(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "hello", "echo");
    assertThat(session.run("nope"))
        .wasRefused(Code.NOT_FOUND)
        .hasMessage("there is no entry point 'nope' in the package; there are: echo, hello");
  }

  @Test
  void guestGetsNothingOfTheHost(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "host");
    // its own name and two arguments, no variables, no input
    assertThat(session.run("host", "a", "b")).succeeded().hasStdout("3\n0\n0\n");
  }

  @Test
  void severalRunAtOnce(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "wait", "echo");
    List<RunningCommand> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(session.start("wait", "sleep", "60000").awaitStdout("waiting\n"));
    }
    assertThat(session.run("echo", "meanwhile")).hasStdout("meanwhile\n");
    for (RunningCommand each : waiting) {
      assertThat(each.kill(15).await()).failedWith(143);
    }
  }

  @Test
  void outputArrivesAsItIsWritten(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "flood");
    CommandResult pieces = session.run("flood", "1000000", "64");
    assertThat(pieces).succeeded();
    assertThat(pieces.stdoutBytes()).hasSize(1_000_000).containsOnly('x');
    assertThat(session.run("flood", "3000000").stdoutBytes()).hasSize(3_000_000);
  }

  @Test
  void sleepsAsLongAsItAsks(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "clock");
    String[] lines = session.run("clock", "50").stdout().split("\n");
    assertThat(lines[0]).isEqualTo("1");
    assertThat(lines[1]).isEqualTo("42");
    assertThat(Integer.parseInt(lines[2])).isBetween(50, 5_000);
  }

  @ParameterizedTest
  @CsvSource({
    "u, wasm `unreachable` instruction executed",
    "d, integer divide by zero",
    "m, out of bounds memory access",
    "t, undefined element: out of bounds table access",
    "s, indirect call type mismatch",
    "r, call stack exhausted",
    "c, invalid conversion to integer",
    "o, integer overflow"
  })
  void trapIsAFailureWithReasonAndBacktrace(String kind, String reason, RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "trap");
    assertThat(session.run("trap", kind))
        .failedWith(134)
        .hasStderrContaining("wasm trap: " + reason + "\n")
        .hasStderrContaining(kind.equals("r") ? "recurse" : "fault");
    assertThat(session.run("trap", "none")).succeeded();
  }

  @Test
  void guestThatRecursesThroughTheHostEndsAlone(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "deep", "echo");
    for (int i = 0; i < 3; i++) {
      CommandResult result = session.run("deep");
      assertThat(result).failedWith(134).hasStderrContaining("call stack exhausted");
      assertThat(result.stdout().length()).isGreaterThan(1000);
    }
    assertThat(session.run("echo", "alive")).hasStdout("alive\n");
  }

  @Test
  void pointersToAnywhereAreErrorsOfTheGuest(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "pointers");
    assertThat(session.run("pointers"))
        .succeeded()
        .hasStdout("21\n28\n28\n21\n21\n21\n21\n21\n28\n");
  }

  @Test
  void processorTimeIsCountedWhileAGuestRunsAndAfterItIsKilled(RuntimeProgram program) {
    RuntimeSession session = Sessions.of(program, "wait");
    RunningCommand spinning = session.start("wait", "loop").awaitStdout("waiting");
    session.awaitCounter(GuestTimes.COUNTER, 0.2); // while it runs
    double before = session.counter(GuestTimes.COUNTER);
    assertThat(spinning.kill(9).await()).failedWith(137);
    session.shutdown();
    assertThat(session.counter(GuestTimes.COUNTER)).isGreaterThanOrEqualTo(before);
  }

  @Test
  void rootCanBePrivate(RuntimeProgram program) {
    RuntimeSession session =
        Sessions.deployed(program, "{\"private\": \"/\"}, {\"rw\": \"/data\"}", "files").start();
    session.upload("a volume", "/data/file");
    assertThat(session.run("files", "write", "4", "note", "kept")).succeeded();
    assertThat(session.run("files", "read", "4", "note")).succeeded().hasStdout("kept");
    assertThat(session.run("files", "read", "4", "../note")).failedWith(1).hasStdout("63\n");
    assertThat(session.run("files", "read", "3", "file")).succeeded().hasStdout("a volume");
  }

  @Test
  void lostCodeIsCompiledAgainUnlessThePackageHasChanged(RuntimeProgram program)
      throws IOException {
    RuntimeProgram deployed = Sessions.deployed(program, "", "hello");
    loseCode(program);
    RuntimeSession session = deployed.start();
    assertThat(session.run("hello")).succeeded().hasStdout("hello\n");
    session.shutdown();

    loseCode(program);
    var _ = Modules.packaged(program.workdir().resolve("package.zip"), "", "hello", "echo");
    session = deployed.start();
    assertThat(session.run("hello")).succeeded(); // the module is the same
    session.shutdown();

    loseCode(program);
    var _ = Packages.with(program, Packages.content(Packages.MANIFEST, Modules.named("exit")));
    RuntimeSession failed = deployed.starting();
    assertThat(failed.awaitStart())
        .hasMessage("the package has no file bin/hello.wasm, the entry point 'hello'");
    assertThat(failed.closeInput().code()).isEqualTo(1);
  }

  private static void loseCode(RuntimeProgram program) throws IOException {
    try (Stream<Path> all = Files.walk(program.workdir().getParent())) {
      for (Path each : all.filter(file -> file.toString().endsWith(".cwasm")).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void checksItself(RuntimeProgram program) {
    assertThat(program.test()).succeeded();
    assertThat(program.offerTemplate()).succeeded().hasStdoutContaining("properties");
  }
}
