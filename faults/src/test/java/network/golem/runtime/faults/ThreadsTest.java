package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.io.TempDir;

/// A requestor's program that uses up all processes of the provider's user, and therefore the
/// threads of the runtime.
class ThreadsTest {
  private static final int LIMIT = 60;
  private static final int REFUSALS = 20;
  private static final double TOLERANCE_SECONDS = 0.25;

  /// Uses every process that becomes available. (`command` keeps the shell from exiting when it
  /// cannot fork.)
  private static final String FILL =
      """
      while :; do
        command eval 'sleep 4242 &' 2>/dev/null || [ $full ] || { echo full; full=1; }
      done
      """;

  @RuntimeDef(name = "crowded", counters = @UsageCounter(name = "golem.usage.seconds"))
  static final class Crowded implements GolemRuntime {
    @Override
    public void start(Command start, Activity activity) {
      var _ = activity.counter("golem.usage.seconds").time();
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      return switch (command.program()) {
        case "fill" -> command.exec(new ProcessBuilder("sh", "-c", FILL));
        case "feed" ->
            command.exec(new ProcessBuilder(command.arguments()), InputStream.nullInputStream());
        case "spawn" -> activity.spawn(new ProcessBuilder(command.arguments())).onExit().get();
        default -> {
          command.stdout().println("ran");
          yield 0;
        }
      };
    }

    @Override
    public void stop(Activity activity) throws Exception {
      Files.createFile(activity.workdir().resolve("stopped"));
    }

    static void main(String[] args) {
      GolemRuntime.launch(Crowded::new, args);
    }
  }

  private enum Ending {
    SHUTDOWN,
    END_OF_INPUT,
    END_OF_PARENT
  }

  @Fault(value = "no threads left: refusals, then the end", tries = 3, whole = 60)
  void noThreadsLeft(Attempt attempt, @TempDir Path directory) throws Exception {
    Limited user = new Limited();
    Path workdir = workdir(user, directory);
    Ending ending = attempt.oneOf(Ending.values());
    List<String> command = command(user, directory);
    try (Supervised runtime =
        Supervised.start(workdir, ending == Ending.END_OF_PARENT ? below(command) : command)) {
      assertThat(runtime.hello()).isInstanceOf(Response.Hello.class);
      long began = System.nanoTime();
      long filling = runtime.started("fill");
      runtime.awaitOutput("full");
      assertRefusedForWantOfThreads(runtime);
      double used;
      switch (ending) {
        case SHUTDOWN -> {
          used = since(began);
          long shutdown = runtime.shutdown();
          assertThat(runtime.awaitEndOfOutput().getLast())
              .isEqualTo(new Response.Shutdown(shutdown));
          assertThat(runtime.exitCode()).isZero();
        }
        case END_OF_INPUT -> {
          used = since(began);
          runtime.endInput();
          assertThat(runtime.exitCode()).isZero();
        }
        case END_OF_PARENT -> {
          ProcessHandle parent = childWithAChild(runtime.process().toHandle());
          ProcessHandle process = parent.children().findFirst().orElseThrow();
          used = since(began);
          assertThat(parent.destroyForcibly()).isTrue();
          assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isNotNull();
        }
        default -> throw new AssertionError();
      }
      assertThat(runtime.awaitEnd(filling).returnCode()).isIn(128 + 15, 128 + 9);
      assertThat(workdir.resolve("stopped")).exists();
      assertThat(lastValue(runtime)).isGreaterThan(used - TOLERANCE_SECONDS);
      assertThat(runtime.log()).doesNotContain("crowded: start");
    }
  }

  /// The program gets the last available process; then there is no thread to write its input, or to
  /// read the output of a child of the runtime.
  @Fault(value = "a program starts, and the thread that it needs does not", tries = 2, whole = 40)
  void programWithoutAThreadIsEnded(Attempt attempt, @TempDir Path directory) throws Exception {
    Limited user = new Limited();
    Path workdir = workdir(user, directory);
    String program = attempt.oneOf(new String[] {"feed", "spawn"});
    String seconds = 4242 + "." + ProcessHandle.current().pid() + attempt.number();
    try (Supervised runtime = Supervised.start(workdir, command(user, directory))) {
      assertThat(runtime.hello()).isInstanceOf(Response.Hello.class);
      assertThat(runtime.awaitEnd(runtime.started("feed", "true")).returnCode()).isZero();
      user.allow(runtime.process().toHandle(), 1);
      switch (runtime.awaitAnswer(runtime.run(program, "sleep", seconds))) {
        case Response.Error error -> assertThat(error.message()).contains("no thread available");
        case Response.RunProcess run ->
            assertThat(runtime.awaitEnd(run.pid()).returnCode()).isEqualTo(1);
        case Response answer -> throw new AssertionError(answer);
      }
      assertThat(Processes.remaining(seconds)).as(program + ": programs left").isEmpty();
      user.allow(runtime.process().toHandle(), 10);
      assertThat(runtime.awaitEnd(runtime.started(program, "true")).returnCode()).isZero();
      long shutdown = runtime.shutdown();
      assertThat(runtime.awaitEndOfOutput().getLast()).isEqualTo(new Response.Shutdown(shutdown));
      assertThat(runtime.exitCode()).isZero();
      assertThat(runtime.log()).contains("no thread available");
    }
  }

  private static Path workdir(Limited user, Path directory) throws IOException {
    Path workdir = Files.createDirectory(directory.resolve("workdir"));
    user.give(workdir);
    return workdir;
  }

  private static List<String> command(Limited user, Path directory) throws Exception {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return user.command(LIMIT, RuntimeLauncher.of(Crowded.class).withCopies().writeTo(directory));
  }

  /// A thread may become available again, for instance one of Java's own: a run that gets it ends
  /// as usual.
  private static void assertRefusedForWantOfThreads(Supervised runtime) throws Exception {
    int refused = 0;
    for (int i = 0; i < 100 && refused < REFUSALS; i++) {
      switch (runtime.awaitAnswer(runtime.run("print"))) {
        case Response.Error error -> {
          assertThat(error.message()).startsWith("no thread available: ");
          refused++;
        }
        case Response.RunProcess run -> { // answered before it turned out that there is no thread
          boolean executed = runtime.awaitEnd(run.pid()).returnCode() == 0;
          refused = executed ? 0 : refused + 1;
        }
        case Response answer -> throw new AssertionError(answer);
      }
    }
    assertThat(refused).isEqualTo(REFUSALS);
  }

  /// Executed by a shell that stays, and can be killed. Its parent is another shell, which lives
  /// until all output has been read, because Java closes the pipe of a child that has ended.
  private static List<String> below(List<String> command) {
    return Stream.concat(
            Stream.of("sh", "-c", "sh -c '\"$@\"; true' sh \"$@\" | cat", "sh"), command.stream())
        .toList();
  }

  private static ProcessHandle childWithAChild(ProcessHandle process) {
    return process
        .children()
        .filter(child -> child.children().findAny().isPresent())
        .findAny()
        .orElseThrow();
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private static double lastValue(Supervised runtime) throws InterruptedException {
    return runtime.awaitEndOfOutput().stream()
        .filter(Event.Counter.class::isInstance)
        .mapToDouble(message -> ((Event.Counter) message).value())
        .max()
        .orElse(0);
  }
}
