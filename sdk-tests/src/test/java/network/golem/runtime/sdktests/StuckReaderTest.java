package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A supervisor that does not read for a while.
class StuckReaderTest {
  private static final long MIB = 1024 * 1024;
  private static final int PIPE = 64 * 1024; // the capacity of a pipe

  @TempDir Path directory;

  private Process process;
  private Connection<Request, RuntimeMessage> runtime;

  @RuntimeDef(name = "printing")
  static final class Printing implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) {
      byte[] bytes = new byte[64 * 1024 - 1];
      bytes[bytes.length - 1] = '\n';
      long wanted = Long.parseLong(command.arguments().getFirst()) * MIB;
      for (long printed = 0; printed < wanted; printed += bytes.length) {
        command.stdout().write(bytes, 0, bytes.length);
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Printing::new, args);
    }
  }

  @BeforeEach
  void start() throws IOException {
    process =
        new ProcessBuilder(
                RuntimeLauncher.of(Printing.class).writeTo(directory).toString(),
                "--workdir",
                directory.toString(),
                "start")
            .redirectError(directory.resolve("log").toFile())
            .start();
    runtime = Connection.ofSupervisor(process.getInputStream(), process.getOutputStream());
  }

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  /// Waits until the runtime is blocked in a write: the number of bytes in the pipe no longer
  /// grows.
  private void awaitFullPipe() throws Exception {
    int before = -1;
    for (int now = 0; now < PIPE / 2 || now > before; now = process.getInputStream().available()) {
      before = now;
      assertThat(process.waitFor(50, TimeUnit.MILLISECONDS)).as("the runtime has ended").isFalse();
    }
  }

  private List<RuntimeMessage> readToTheEnd() throws IOException {
    List<RuntimeMessage> messages = new ArrayList<>();
    for (RuntimeMessage message = runtime.receive(); message != null; message = runtime.receive()) {
      messages.add(message);
    }
    return messages;
  }

  private static List<RuntimeMessage> ends(List<RuntimeMessage> messages) {
    return messages.stream()
        .filter(message -> message instanceof Event.ProcessStatus status && !status.running())
        .toList();
  }

  @Test
  void shutdownAnswerIsInTimeAndTheLastFrame() throws Exception {
    runtime.send(new Request.RunProcess(2, "print", List.of("1024")));
    awaitFullPipe();
    assertThat(process.waitFor(2, TimeUnit.SECONDS)).isFalse();
    assertThat(Proc.peakMemory(process)).isLessThan(200 * MIB);
    long asked = System.nanoTime();
    runtime.send(new Request.Shutdown(3));
    List<RuntimeMessage> messages = readToTheEnd();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
    assertThat(messages.getLast()).isEqualTo(new Response.Shutdown(3));
    assertThat(ends(messages)).containsExactly(Event.ProcessStatus.ended(1, 143));
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void requestsAreAnsweredBeforeWaitingOutput() throws Exception {
    runtime.send(new Request.RunProcess(2, "print", List.of("8")));
    awaitFullPipe();
    for (int id = 3;
        id < 10_000;
        id++) { // more than the capacity of a pipe: the first have been handled
      runtime.send(new Request.KillProcess(id, 99, 15));
    }
    List<RuntimeMessage> messages = new ArrayList<>();
    do {
      messages.add(runtime.receive());
    } while (!messages.getLast().equals(Event.ProcessStatus.ended(1, 0)));
    int answer =
        messages.indexOf(
            messages.stream()
                .filter(message -> message instanceof Response.Error)
                .findFirst()
                .orElseThrow());
    assertThat(answer).isLessThan(16); // 64 KiB in the pipe, and the same amount in the writer
  }

  @Test
  void allOutputArrivesOnceItIsRead() throws Exception {
    runtime.send(new Request.RunProcess(2, "print", List.of("16")));
    awaitFullPipe();
    long printed = 0;
    while (true) {
      RuntimeMessage message = runtime.receive();
      if (message instanceof Event.ProcessStatus status) {
        printed += status.stdout().length();
        if (!status.running()) {
          break;
        }
      }
    }
    long piece = 64 * 1024 - 1;
    assertThat(printed).isEqualTo((16 * MIB + piece - 1) / piece * piece);
  }

  @Test
  void unreadAnswersBlockReadingButNoneIsLost() throws Exception {
    int count = 100_000;
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            for (int i = 2; i < count; i++) {
              runtime.send(new Request.KillProcess(i, 99, 15));
            }
            runtime.send(new Request.Shutdown(count));
          } catch (IOException e) {
            // then an answer will be missing
          }
        });
    awaitFullPipe();
    List<RuntimeMessage> messages = readToTheEnd();
    for (int i = 2; i < count; i++) {
      assertThat(((Response) messages.get(i - 2)).id()).isEqualTo(i);
    }
    assertThat(messages.getLast()).isEqualTo(new Response.Shutdown(count));
  }

  @Test
  void killedCommandEndsOnce() throws Exception {
    runtime.send(new Request.RunProcess(2, "print", List.of("1024")));
    awaitFullPipe();
    runtime.send(new Request.KillProcess(3, 1, 15));
    assertThat(process.waitFor(3, TimeUnit.SECONDS)).isFalse(); // its grace period ends
    runtime.send(new Request.Shutdown(4));
    List<RuntimeMessage> messages = readToTheEnd();
    assertThat(ends(messages)).hasSize(1);
    assertThat(messages.getLast()).isEqualTo(new Response.Shutdown(4));
  }

  @Test
  void runtimeEndsEvenIfNothingIsEverRead() throws Exception {
    runtime.send(new Request.RunProcess(2, "print", List.of("1024")));
    awaitFullPipe();
    long asked = System.nanoTime();
    runtime.send(new Request.Shutdown(3));
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(5));
    assertThat(process.exitValue()).isEqualTo(70);
  }
}
