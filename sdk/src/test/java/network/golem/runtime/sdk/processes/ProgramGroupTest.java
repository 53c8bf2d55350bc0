package network.golem.runtime.sdk.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.command.TestActivity;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The programs of one command, executed on this thread.
@Timeout(30)
class ProgramGroupTest {
  @TempDir Path directory;

  private Programs programs = new Programs(Path.of("/"), TestActivity.log());
  private final Taken taken = new Taken();

  private static class Taken implements ProgramOutput {
    private final Map<OutputChannel, StringBuilder> all = new EnumMap<>(OutputChannel.class);
    final CountDownLatch started = new CountDownLatch(1);

    @Override
    public void started() {
      started.countDown();
    }

    @Override
    public void write(OutputChannel channel, byte[] buffer, int from, int length) {
      all.computeIfAbsent(channel, _ -> new StringBuilder())
          .append(new String(buffer, from, length, UTF_8));
    }

    @Override
    public void late(byte[] buffer, int from, int length) {
      throw new AssertionError("nothing is left open");
    }

    String of(OutputChannel channel) {
      return all.getOrDefault(channel, new StringBuilder()).toString();
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    programs.close(Duration.ofSeconds(1));
  }

  private int sh(String script) throws Exception {
    return group(1).exec(new ProcessBuilder("sh", "-c", script), null, taken);
  }

  private ProgramGroup group(int number) {
    return programs.group("command-" + number + ".");
  }

  @Test
  void bothOutputsAndTheExitCodeArrive() throws Exception {
    assertThat(sh("echo out; echo err >&2; exit 3")).isEqualTo(3);
    assertThat(taken.of(OutputChannel.STDOUT)).isEqualTo("out\n");
    assertThat(taken.of(OutputChannel.STDERR)).isEqualTo("err\n");
    assertThat(taken.started.getCount()).isZero();
  }

  @Test
  void itIsExecutedInTheDirectoryOfAllPrograms() throws Exception {
    programs = new Programs(directory, TestActivity.log());
    assertThat(sh("pwd -P")).isZero();
    assertThat(taken.of(OutputChannel.STDOUT)).isEqualTo(directory.toRealPath() + "\n");
  }

  @Test
  void itsInputIsEmptyOrTheGivenStream() throws Exception {
    assertThat(sh("cat")).isZero();
    assertThat(taken.of(OutputChannel.STDOUT)).isEmpty();
    InputStream input = new ByteArrayInputStream("fed".getBytes(UTF_8));
    assertThat(group(1).exec(new ProcessBuilder("cat"), input, taken)).isZero();
    assertThat(taken.of(OutputChannel.STDOUT)).isEqualTo("fed");
  }

  /// It must not take the end of what could be read for the end of its input.
  @Test
  void aProgramWhoseInputCannotBeReadIsEnded() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(
            () -> group(1).exec(new ProcessBuilder("sh", "-c", "cat; echo all"), broken, taken))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessage("cannot read the program's input: the disk is gone");
    assertThat(taken.of(OutputChannel.STDOUT)).isEmpty();
  }

  @Test
  void aProgramWhoseOutputIsRefusedIsEndedWithWhatItHasStarted() {
    CancellationException refusal = new CancellationException("killed");
    Taken refusing =
        new Taken() {
          @Override
          public void write(OutputChannel channel, byte[] buffer, int from, int length) {
            super.write(channel, buffer, from, length);
            throw refusal;
          }
        };
    ProcessBuilder script = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait");
    assertThatThrownBy(() -> group(1).exec(script, null, refusing)).isSameAs(refusal);
    long sleep = Long.parseLong(refusing.of(OutputChannel.STDOUT).strip());
    ProcessHandle.of(sleep).ifPresent(process -> process.onExit().join());
  }

  @Test
  void aSignalIsForTheProgramsOfTheGroupAlone() throws Exception {
    Thread signalling =
        Thread.ofPlatform()
            .start(() -> {
              try {
                taken.started.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
              assertThat(group(2).signal(Signal.TERM)).isFalse();
              assertThat(group(1).signal(Signal.TERM)).isTrue();
            });
    assertThat(group(1).exec(new ProcessBuilder("sleep", "60"), null, taken)).isEqualTo(143);
    signalling.join();
    assertThat(group(1).signal(Signal.TERM)).as("it has ended").isFalse();
  }

  @Test
  void anInterruptionEndsIt() {
    Taken interrupting =
        new Taken() {
          @Override
          public void started() {
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> group(1).exec(new ProcessBuilder("sleep", "60"), null, interrupting))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void whatCannotBeStartedSaysWhy() {
    assertThatThrownBy(() -> group(1).exec(new ProcessBuilder("no-such-program"), null, taken))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessage("program 'no-such-program' not found in PATH");
  }

  @Test
  void afterTheEndNoneAreExecuted() throws Exception {
    programs.close(Duration.ZERO);
    assertThatThrownBy(() -> sh("true"))
        .isInstanceOf(RuntimeFailure.class)
        .hasMessageContaining("the runtime has ended and cannot execute programs");
  }
}
