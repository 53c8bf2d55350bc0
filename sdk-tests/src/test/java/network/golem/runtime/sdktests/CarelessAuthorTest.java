package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure.Code;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;

/// Careless code of authors, which must not harm a session.
@RuntimeTest(CarelessAuthorTest.Careless.class)
class CarelessAuthorTest {

  @RuntimeDef(name = "careless", counters = @UsageCounter(name = "golem.usage.steps"))
  static final class Careless implements GolemRuntime {
    private final AtomicReference<PrintStream> startOutput = new AtomicReference<>();
    private volatile boolean killed;

    @Override
    public void start(Command start, Activity activity) {
      startOutput.set(start.stdout());
      start.onKill(signal -> killed = true);
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "lock the counter" -> {
          Counter counter = activity.counter("golem.usage.steps");
          for (int i = 0; i < 500; i++) {
            synchronized (counter) {
              counter.increment();
              command.stdout().println(counter.total());
            }
          }
        }
        case "lock the command" -> {
          synchronized (command) {
            while (true) {
              command.stdout().println("again");
            }
          }
        }
        case "throw what throws" -> throw new Unspeakable();
        case "fail to handle a kill" -> {
          command.onKill(signal -> {
            throw new IllegalStateException("no idea what to do");
          });
          command.stdout().println("ready");
          Thread.sleep(Long.MAX_VALUE);
        }
        default -> throw new IllegalArgumentException(command.program());
      }
      return 0;
    }

    @Override
    public void stop(Activity activity) throws IOException {
      startOutput.get().println("printed to the output of start, long after it");
      Marks.leave(activity.workdir(), killed ? "start was killed, long after it" : "stopped");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Careless::new, args);
    }
  }

  private static final class Unspeakable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not even a message");
    }
  }

  @Test
  void mayHoldACountersLockWhilePrinting(RuntimeSession session) {
    List<RunningCommand> commands = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      commands.add(session.start("lock the counter"));
    }
    commands.forEach(command -> assertThat(command.await()).succeeded());
    assertThat(session.counter("golem.usage.steps")).isEqualTo(4000);
  }

  @Test
  void mayHoldACommandsLockForEver(RuntimeSession session) {
    RunningCommand command = session.start("lock the command").awaitStdout("again");
    assertThat(command.kill(15).await()).failedWith(143);
  }

  @Test
  void mayThrowAnExceptionWithoutAMessageToGet(RuntimeSession session) {
    assertThat(session.run("throw what throws"))
        .wasRefused(Code.INTERNAL)
        .hasMessage("Unspeakable");
  }

  @Test
  void mayFailToHandleAKill(RuntimeSession session) {
    RunningCommand command = session.start("fail to handle a kill").awaitStdout("ready");
    assertThat(command.kill(15).await()).failedWith(143);
  }

  @Test
  void mayPrintToTheOutputOfStartInStop(RuntimeSession session) throws Exception {
    assertThat(session.shutdown().code()).isZero();
    assertThat(Marks.in(session.workdir())).containsExactly("stopped");
  }
}
