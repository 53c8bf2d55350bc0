package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// The same runtime in one-shot mode.
@RequiresWasmtime
@RuntimeTest(WasiCommand.class)
class WasiCommandTest {

  @Test
  void eachCommandIsAProcess(RuntimeProgram program) {
    RuntimeProgram deployed = Sessions.deployed(program, "{\"rw\": \"/data\"}", "echo", "files");
    assertThat(deployed.run("echo", "Hello,", "Ada")).succeeded().hasStdout("Hello, Ada\n");
    assertThat(deployed.run("files", "write", "3", "note", "buy milk")).succeeded();
    assertThat(deployed.run("files", "read", "3", "note")).succeeded().hasStdout("buy milk");
  }

  @Test
  void exitCodeIsTheModules(RuntimeProgram program) {
    RuntimeProgram deployed = Sessions.deployed(program, "", "exit", "trap");
    assertThat(deployed.run("exit", "0")).succeeded().hasStderr("exiting\n");
    assertThat(deployed.run("exit", "7")).failedWith(7);
    assertThat(deployed.run("trap", "d"))
        .failedWith(134)
        .hasStderrContaining("wasm trap: integer divide by zero");
    assertThat(deployed.run("nope"))
        .failedWith(1)
        .hasStderrContaining(
            "there is no entry point 'nope' in the package; there are: exit, trap");
  }

  @Test
  void startModeIsEmpty(RuntimeProgram program) throws IOException {
    Path file = Modules.packaged(program.workdir().resolve("package.zip"), "", "hello");
    assertThat(program.with("--task-package", file.toString()).deploy())
        .succeeded()
        .hasStdoutContaining("\"startMode\":\"empty\"");
    // a later phase knows the package from deploy
    assertThat(program.run("hello")).succeeded().hasStdout("hello\n");
  }

  @Test
  void standardInputIsTheProcesss(RuntimeProgram program) {
    Sessions.deployed(program, "", "host");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code =
        GolemRuntime.execute(
            WasiCommand.class,
            WasiRuntime::of,
            new String[] {"--workdir", program.workdir().toString(), "run", "--entrypoint", "host"},
            Map.of("XDG_DATA_HOME", program.workdir().toString()),
            new ByteArrayInputStream(new byte[300]),
            out,
            OutputStream.nullOutputStream());
    assertThat(code).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("1\n0\n300\n");
  }

  @Test
  void lostCodeIsCompiledAgain(RuntimeProgram program) throws IOException {
    RuntimeProgram deployed = Sessions.deployed(program, "", "hello");
    try (Stream<Path> all = Files.walk(program.workdir().getParent())) {
      for (Path each : all.filter(file -> file.toString().endsWith(".cwasm")).toList()) {
        Files.delete(each);
      }
    }
    assertThat(deployed.run("hello")).succeeded().hasStdout("hello\n");
  }

  /// Nothing would bill it: the supervisor's own counters do not know it.
  @Test
  void fuelIsNoOption(RuntimeProgram program) {
    assertThat(program.with("--fuel").test())
        .succeeded()
        .hasStderrContaining("ignoring unknown option");
  }
}
