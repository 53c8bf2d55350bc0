package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.io.TempDir;

/// Misbehaving authors: their command fails, and the next one runs.
class AuthorsTest {

  @RuntimeDef(name = "rude")
  static final class Rude implements GolemRuntime {
    private volatile String atStop = "";

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "recurse" -> {
          return recurse(0);
        }
        case "print-in-recursion" -> {
          return printInRecursion(command, 0);
        }
        case "exec-in-recursion" -> {
          return execInRecursion(command, 0);
        }
        case "close-streams" -> {
          System.out.close();
          System.err.close();
          command.stdout().close();
          command.stderr().close();
        }
        case "handle-uncaught" ->
            Thread.setDefaultUncaughtExceptionHandler((_, _) -> Runtime.getRuntime().halt(99));
        case "stay" -> {
          Thread _ = Thread.ofPlatform().start(Rude::forever);
        }
        case "interrupt-all" -> {
          Thread[] threads = new Thread[Thread.activeCount() * 2];
          int count = Thread.enumerate(threads);
          for (int i = 0; i < count; i++) {
            if (threads[i] != Thread.currentThread()) {
              threads[i].interrupt();
            }
          }
        }
        case "at-stop" -> atStop = command.arguments().getFirst();
        default -> command.stdout().println("done");
      }
      return 0;
    }

    @SuppressWarnings("InfiniteRecursion") // this is its purpose
    private static int recurse(int depth) {
      return recurse(depth + 1) + 1;
    }

    @SuppressWarnings("InfiniteRecursion") // likewise
    private static int printInRecursion(Command command, int depth) {
      command.stdout().println("depth " + depth);
      return printInRecursion(command, depth + 1) + 1;
    }

    private static int execInRecursion(Command command, int depth) throws Exception {
      if (depth > 500) {
        return command.exec(new ProcessBuilder("true")) + execInRecursion(command, depth + 1);
      }
      return execInRecursion(command, depth + 1) + 1;
    }

    private static void forever() {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void stop(Activity activity) throws Exception {
      Path _ = Files.createFile(activity.workdir().resolve("stopped"));
      switch (atStop) {
        case "throw" -> throw new IllegalStateException("thrown by stop");
        case "recurse" -> {
          int _ = recurse(0);
        }
        case "run out of memory" -> throw new OutOfMemoryError("thrown by stop");
        case "interrupt" -> Thread.currentThread().interrupt();
        default -> {}
      }
    }

    static void main(String[] args) {
      GolemRuntime.launch(Rude::new, args);
    }
  }

  private enum Deed {
    RECURSE("recurse", 1, 0),
    PRINT_IN_RECURSION("print-in-recursion", 1, 0),
    EXEC_IN_RECURSION("exec-in-recursion", 1, 0),
    CLOSE_STREAMS("close-streams", 0, 0),
    HANDLE_UNCAUGHT("handle-uncaught", 0, 0),
    STAY("stay", 0, 0),
    INTERRUPT_ALL("interrupt-all", 0, 0),
    THROW_IN_STOP("throw", 0, 1),
    RECURSE_IN_STOP("recurse", 0, 1),
    RUN_OUT_OF_MEMORY_IN_STOP("run out of memory", 0, 1),
    INTERRUPT_IN_STOP("interrupt", 0, 0);

    private final String word;
    private final int commandFails;
    private final int exitCode;

    Deed(String word, int commandFails, int exitCode) {
      this.word = word;
      this.commandFails = commandFails;
      this.exitCode = exitCode;
    }

    boolean isInStop() {
      return name().endsWith("_STOP");
    }
  }

  @Fault(
      value = "recursion, closed streams, interrupts, threads that stay, errors in stop",
      tries = 11,
      whole = 330)
  void nextCommandRunsAndShutdownIsAnswered(Attempt attempt, @TempDir Path workdir)
      throws Exception {
    Deed deed = attempt.oneOf(Deed.values());
    Path launcher = RuntimeLauncher.of(Rude.class).writeTo(workdir);
    try (Supervised runtime = Supervised.start(workdir, List.of(launcher.toString()))) {
      assertThat(runtime.hello()).isInstanceOf(Response.Hello.class);
      long request = deed.isInStop() ? runtime.run("at-stop", deed.word) : runtime.run(deed.word);
      switch (runtime.awaitAnswer(request)) {
        case Response.RunProcess run ->
            assertThat(runtime.awaitEnd(run.pid()).returnCode()).isEqualTo(deed.commandFails);
        case Response.Error error -> assertThat(deed.commandFails).as(error.message()).isOne();
        case Response answer -> throw new AssertionError(answer);
      }
      long next = runtime.started("print");
      assertThat(runtime.awaitEnd(next).returnCode()).isZero();
      long shutdown = runtime.shutdown();
      assertThat(runtime.awaitEndOfOutput().getLast()).isEqualTo(new Response.Shutdown(shutdown));
      assertThat(runtime.exitCode()).as(runtime.log()).isEqualTo(deed.exitCode);
      assertThat(workdir.resolve("stopped")).exists();
    }
  }
}
