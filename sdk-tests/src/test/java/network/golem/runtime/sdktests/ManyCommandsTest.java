package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// Commands that run at the same time.
@RuntimeTest(value = ManyCommandsTest.Busy.class, timeoutSeconds = 30)
class ManyCommandsTest {

  @RuntimeDef(name = "busy", counters = @UsageCounter(name = "golem.usage.done"))
  static final class Busy implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "compute" -> {
          command.stdout().println("computing");
          double sum = 0;
          while (!Thread.currentThread().isInterrupted()) {
            sum += Math.sqrt(sum + 1);
          }
          return 3;
        }
        case "print" -> {
          while (true) {
            command.stdout().println("on and on");
          }
        }
        case "meet" -> {
          command.stdout().println("here");
          latches.await("all");
          activity.counter("golem.usage.done").increment();
          command.stdout().println(command.arguments().getFirst());
        }
        case "open" -> latches.open("all");
        default -> command.stdout().println("done");
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Busy::new, args);
    }
  }

  @Test
  void busyCommandsDoNotDelayOthers(RuntimeSession session) {
    List<RunningCommand> computing = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      computing.add(session.start("compute").awaitStdout("computing"));
    }
    RunningCommand printing = session.start("print").awaitStdout("on and on");
    assertThat(session.run("anything")).succeeded().hasStdout("done\n");
    assertThat(printing.kill(15).await()).failedWith(143);
    assertThat(session.run("anything")).succeeded();
    assertThat(session.shutdown().code()).isZero();
    for (RunningCommand command : computing) {
      assertThat(command.await()).failedWith(3);
    }
  }

  @Test
  void thousandCommandsRunAtOnce(RuntimeSession session) {
    List<RunningCommand> commands = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      commands.add(session.start("meet", "number " + i));
    }
    commands.forEach(command -> command.awaitStdout("here"));
    assertThat(session.run("open")).succeeded();
    for (int i = 0; i < 1000; i++) {
      assertThat(commands.get(i).await()).succeeded().hasStdout("here\nnumber " + i + "\n");
    }
    assertThat(session.counter("golem.usage.done")).isEqualTo(1000);
  }

  @Test
  void commandBeyondTheLimitIsRefused(RuntimeSession session) {
    List<RunningCommand> commands = new ArrayList<>();
    for (int i = 0; i < 4096; i++) {
      commands.add(session.start("meet", "number " + i));
    }
    commands.forEach(command -> command.awaitStdout("here"));
    assertThat(session.run("anything"))
        .wasRefused(Code.INTERNAL)
        .hasMessage("4096 commands are running, which is the limit");
    assertThat(commands.getFirst().kill(15).await()).failedWith(143);
    assertThat(session.run("open")).succeeded();
    commands.forEach(command -> command.await());
  }

  @Test
  void thousandCommandsEndWithTheSession(RuntimeSession session) {
    List<RunningCommand> commands = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      commands.add(session.start("meet", "number " + i));
    }
    commands.getLast().awaitStdout("here");
    assertThat(session.shutdown().code()).isZero();
    for (RunningCommand command : commands) {
      assertThat(command.await().code()).isIn(143, 137); // on a busy machine, some are killed
    }
  }
}
