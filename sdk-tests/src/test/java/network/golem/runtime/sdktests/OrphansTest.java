package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// However a runtime ends, no program that it has executed is left, even if the program ignores
/// signals or has a session of its own. A shell stands in for the supervisor, and this test holds
/// the runtime's pipes, so that the runtime does not see the end of its input when the supervisor
/// is killed.
///
/// The system property `golem.test.orphans` sets the number of tries.
class OrphansTest {
  private static final int TIMES = Integer.getInteger("golem.test.orphans", 1);
  private static final int CHILDREN = 10;

  private final Sleepers sleepers = new Sleepers();

  @TempDir Path directory;
  private Path launcher;
  private Process supervisor;
  private Connection<Request, RuntimeMessage> runtime;

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

  enum Ending {
    SHUTDOWN,
    SIGTERM,
    SIGKILL,
    SIGKILL_OF_THE_SUPERVISOR
  }

  @BeforeEach
  void launcher() throws Exception {
    launcher = RuntimeLauncher.of(Executing.class).writeTo(directory);
  }

  @AfterEach
  void killSupervisor() {
    supervisor.destroyForcibly();
  }

  private void start() throws Exception {
    supervisor =
        new ProcessBuilder(
                "sh",
                "-c",
                "\"$0\" --workdir \"$1\" start; true",
                launcher.toString(),
                directory.toString())
            .redirectError(directory.resolve("log").toFile())
            .start();
    runtime = Connection.ofSupervisor(supervisor.getInputStream(), supervisor.getOutputStream());
    runtime.send(new Request.Hello(2, "0.1.0"));
    runtime.send(new Request.RunProcess(3, "sh", List.of("sh", "-c", tenChildren())));
    await("started");
    sleepers.await(CHILDREN);
  }

  private String tenChildren() {
    String sleep = sleepers.sleep();
    return """
    for i in 1 2 3 4 5; do %1$s & done
    (trap '' TERM HUP INT; %1$s; %1$s) &
    (trap '' TERM HUP INT; exec %1$s) &
    setsid %1$s &
    setsid sh -c 'trap "" TERM; %1$s; true' &
    setsid setsid %1$s &
    echo started
    wait
    """
        .formatted(sleep);
  }

  private void await(String text) throws Exception {
    for (RuntimeMessage message = runtime.receive(); message != null; message = runtime.receive()) {
      if (message instanceof Event.ProcessStatus status && status.stdout().utf8().contains(text)) {
        return;
      }
    }
    throw new AssertionError("the runtime has ended");
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftBehind(Ending ending) throws Exception {
    for (int i = 0; i < TIMES; i++) {
      start();
      ProcessHandle process = supervisor.children().findFirst().orElseThrow();
      switch (ending) {
        case SHUTDOWN -> {
          runtime.send(new Request.Shutdown(4));
          RuntimeMessage message = runtime.receive();
          while (!(message instanceof Response.Shutdown) && message != null) {
            message = runtime.receive();
          }
          assertThat(message).isEqualTo(new Response.Shutdown(4));
        }
        case SIGTERM -> assertThat(process.destroy()).isTrue();
        case SIGKILL -> assertThat(process.destroyForcibly()).isTrue();
        case SIGKILL_OF_THE_SUPERVISOR -> supervisor.destroyForcibly();
      }
      sleepers.awaitNone();
      assertThat(process.onExit().get(4, TimeUnit.SECONDS)).isNotNull();
      supervisor.destroyForcibly();
    }
  }
}
