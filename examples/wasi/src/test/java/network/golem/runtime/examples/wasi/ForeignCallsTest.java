package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The engine called through the foreign-function API, as on a machine for which nobody has
/// compiled `calls.c`. All other tests use what has been compiled, if a compiler was there.
@RequiresWasmtime
class ForeignCallsTest {

  /// Otherwise, the other tests would test the same again.
  @Test
  void compiledCallsAreUsedIfTheyAreThere() throws Exception {
    byte[] _ = Modules.named("hello"); // loads the engine
    try (Stream<Path> files = Files.list(EngineFiles.library().getParent())) {
      String here = System.getProperty("os.arch").equals("amd64") ? "-x64.so" : "-aarch64.so";
      assumeThat(files.map(Path::toString)).anyMatch(name -> name.endsWith(here));
    }
    assertThat(Files.readString(Path.of("/proc/self/maps"))).contains("libwasi-calls");
  }

  @Test
  void guestsRunTheSameWay(@TempDir Path temp) throws IOException {
    try (RuntimeProgram program = RuntimeProgram.of(launcher(temp))) {
      RuntimeSession session =
          Sessions.deployed(
                  program,
                  "{\"rw\": \"/data\"}",
                  "hello",
                  "exit",
                  "trap",
                  "flood",
                  "files",
                  "wait",
                  "deep")
              .start();
      assertThat(session.run("hello")).succeeded().hasStdout("hello\n");
      assertThat(session.run("exit", "7")).failedWith(7).hasStderr("exiting\n");
      assertThat(session.run("trap", "d"))
          .failedWith(134)
          .hasStderrContaining("wasm trap: integer divide by zero");
      assertThat(session.run("deep")).failedWith(134).hasStderrContaining("call stack exhausted");
      assertThat(session.run("flood", "1000000", "64").stdoutBytes()).hasSize(1_000_000);
      assertThat(session.run("files", "write", "3", "note", "buy milk")).succeeded();
      assertThat(session.run("files", "read", "3", "note")).succeeded().hasStdout("buy milk");
      for (String how : new String[] {"loop", "sleep"}) {
        RunningCommand endless = session.start("wait", how, "60000").awaitStdout("waiting\n");
        assertThat(endless.kill(9).await()).failedWith(137);
      }
      assertThat(librariesOfChildren()).contains("libwasmtime").doesNotContain("libwasi-calls");
      session.shutdown();
    }
  }

  private static String librariesOfChildren() throws IOException {
    StringBuilder maps = new StringBuilder();
    for (ProcessHandle each : ProcessHandle.current().descendants().toList()) {
      maps.append(Files.readString(Path.of("/proc", Long.toString(each.pid()), "maps")));
    }
    return maps.toString();
  }

  /// Starts the runtime in a process of its own, with the property that chooses the way.
  private static Path launcher(Path directory) throws IOException {
    Path launcher = directory.resolve("wasi");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s' --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Dgolem.wasi.calls=foreign \\
          -Dgolem.runtime.files='%s' -Dgolem.runtime.stdin=4 -Dgolem.runtime.stdout=3 \\
          -cp '%s' %s "$@" 4<&0 3>&1 0</dev/null 1>&2
        """
            .formatted(
                java,
                EngineFiles.library().getParent(),
                System.getProperty("java.class.path"),
                Wasi.class.getName()));
    return Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
