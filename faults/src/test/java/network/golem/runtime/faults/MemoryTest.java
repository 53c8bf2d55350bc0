package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.io.TempDir;

/// Requestors and authors who use up the memory of the runtime's Java.
class MemoryTest {
  private static final int RUNS = 5000;
  private static final int LENGTH = 2000;

  @RuntimeDef(name = "small", counters = @UsageCounter(name = "golem.usage.runs"))
  static final class Small implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      activity.counter("golem.usage.runs").increment();
      switch (command.program()) {
        case "print" -> command.stdout().println(command.arguments().getFirst());
        case "sleep" -> Thread.sleep(20);
        case "hog" -> {
          command.stdout().println("hogging " + new long[Integer.MAX_VALUE / 16].length);
        }
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Small::new, args);
    }
  }

  @Fault(value = "5,000 runs of 2,000 bytes at once with -Xmx8m", tries = 2, whole = 60)
  void manyRunsAtOnce(Attempt attempt, @TempDir Path directory) throws Exception {
    Path launcher = RuntimeLauncher.of(Small.class).withJavaOptions("-Xmx8m").writeTo(directory);
    String program = attempt.oneOf(new String[] {"print", "sleep", "nothing"});
    try (Supervised runtime = Supervised.start(directory, List.of(launcher.toString()))) {
      assertThat(runtime.hello()).isInstanceOf(Response.Hello.class);
      boolean sent = send(runtime, program);
      if (sent) {
        sent = endInput(runtime);
      }
      List<RuntimeMessage> messages = runtime.awaitEndOfOutput();
      int code = runtime.exitCode();
      if (code == 70) {
        assertThat(runtime.log()).contains("small: out of memory: ");
      } else if (code == 1) {
        assertThat(runtime.log()).contains("OutOfMemoryError");
        assertThat(withoutEnd(messages)).isEmpty();
      } else {
        assertThat(code).isZero();
        assertThat(withoutEnd(messages)).isEmpty();
        assertThat(messages.stream().filter(Response.class::isInstance)).hasSize(RUNS + 1);
      }
    }
  }

  private static boolean send(Supervised runtime, String program) {
    try {
      for (int i = 0; i < RUNS; i++) {
        long _ = runtime.run(program, "x".repeat(LENGTH));
      }
      return true;
    } catch (IOException e) {
      return false; // the runtime no longer reads, because it has ended
    }
  }

  private static boolean endInput(Supervised runtime) {
    try {
      runtime.endInput();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /// Commands that were accepted, but have not ended.
  private static Set<Long> withoutEnd(List<RuntimeMessage> messages) {
    Set<Long> open = new HashSet<>();
    for (RuntimeMessage message : messages) {
      if (message instanceof Response.RunProcess run) {
        open.add(run.pid());
      } else if (message instanceof Event.ProcessStatus status && !status.running()) {
        open.remove(status.pid());
      }
    }
    return open;
  }

  @Fault(value = "a command that asks for more memory than there is", tries = 1, whole = 10)
  void outOfMemoryErrorEndsOnlyItsOwnCommand(@TempDir Path directory) throws Exception {
    Path launcher = RuntimeLauncher.of(Small.class).withJavaOptions("-Xmx8m").writeTo(directory);
    try (Supervised runtime = Supervised.start(directory, List.of(launcher.toString()))) {
      assertThat(runtime.hello()).isInstanceOf(Response.Hello.class);
      assertThat(runtime.awaitAnswer(runtime.run("hog")))
          .isInstanceOfSatisfying(
              Response.Error.class,
              error -> assertThat(error.message()).startsWith("OutOfMemoryError: "));
      long pid = runtime.started("print", "still here");
      assertThat(runtime.awaitEnd(pid).returnCode()).isZero();
      long shutdown = runtime.shutdown();
      assertThat(runtime.awaitEndOfOutput().getLast()).isEqualTo(new Response.Shutdown(shutdown));
      assertThat(runtime.exitCode()).isZero();
    }
  }
}
