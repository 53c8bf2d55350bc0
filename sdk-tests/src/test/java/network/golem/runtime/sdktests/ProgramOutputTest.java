package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Large output of a program: all of it arrives, in order, and takes little memory.
///
/// The system property `golem.test.output.mib` sets the size of each of the two outputs.
class ProgramOutputTest {
  private static final long MIB = 1024 * 1024;
  private static final long SIZE = Integer.getInteger("golem.test.output.mib", 32) * MIB;
  private static final long MOST_MEMORY = 150L * 1024 * 1024;

  @TempDir Path directory;
  private Process process;

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

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  @Test
  void outputLeftInThePipesIsDeliveredToALateReader() throws Exception {
    Connection<Request, RuntimeMessage> runtime = start();
    String script =
        "head -c 60000 /dev/zero; head -c 60000 /dev/zero >&2; head -c 4000 /dev/zero; touch gone;"
            + " exit 4";
    runtime.send(new Request.RunProcess(2, "sh", List.of("sh", "-c", script)));
    while (!Files.exists(directory.resolve("gone"))) {
      assertThat(process.waitFor(10, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(process.waitFor(700, TimeUnit.MILLISECONDS)).as("while nobody reads").isFalse();
    long output = 0;
    long errors = 0;
    int code = -1;
    while (code < 0) {
      if (runtime.receive() instanceof Event.ProcessStatus status) {
        output += status.stdout().length();
        errors += status.stderr().length();
        code = status.running() ? -1 : status.returnCode();
      }
    }
    assertThat(output).isEqualTo(64_000);
    assertThat(errors).isEqualTo(60_000);
    assertThat(code).isEqualTo(4);
  }

  private Connection<Request, RuntimeMessage> start() throws Exception {
    process =
        new ProcessBuilder(
                RuntimeLauncher.of(Executing.class).writeTo(directory).toString(),
                "--workdir",
                directory.toString(),
                "start")
            .redirectError(directory.resolve("log").toFile())
            .start();
    return Connection.ofSupervisor(process.getInputStream(), process.getOutputStream());
  }

  @Test
  void everyByteArrivesInOrderAndThenTheExitCode() throws Exception {
    Connection<Request, RuntimeMessage> runtime = start();
    String java = System.getProperty("java.home") + "/bin/java";
    runtime.send(
        new Request.RunProcess(
            2,
            java,
            List.of(
                "java",
                "-XX:+UseSerialGC",
                "-cp",
                RuntimeLauncher.classPath(Alternating.class).getFirst().toString(),
                Alternating.class.getName(),
                Long.toString(SIZE))));
    CRC32 out = new CRC32();
    CRC32 err = new CRC32();
    long outSize = 0;
    long errSize = 0;
    while (true) {
      RuntimeMessage message = runtime.receive();
      assertThat(message).isNotNull();
      if (message
          instanceof
          Event.ProcessStatus(long _, boolean running, int code, Bytes stdout, Bytes stderr)) {
        out.update(stdout.toByteArray());
        err.update(stderr.toByteArray());
        outSize += stdout.length();
        errSize += stderr.length();
        if (!running) {
          assertThat(code).isEqualTo(Alternating.CODE);
          break;
        }
      }
    }
    assertThat(new Alternating.Sum(outSize, out.getValue())).isEqualTo(Alternating.Sum.of(1, SIZE));
    assertThat(new Alternating.Sum(errSize, err.getValue())).isEqualTo(Alternating.Sum.of(2, SIZE));
    assertThat(Proc.peakMemory(process)).isLessThan(MOST_MEMORY);
  }
}
