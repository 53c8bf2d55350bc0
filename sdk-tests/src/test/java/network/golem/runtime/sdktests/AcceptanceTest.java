package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.Answer;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testkit.SessionEvent;
import org.junit.jupiter.api.Test;

/// When a run is answered, and with what pid.
@RuntimeTest(AcceptanceTest.Waiting.class)
class AcceptanceTest {

  @RuntimeDef(name = "waiting")
  static final class Waiting implements GolemRuntime {
    private final Latches latches = new Latches();

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "wait" -> latches.await(command.arguments().getFirst());
        case "print-wait" -> {
          command.stdout().println("waiting");
          latches.await(command.arguments().getFirst());
        }
        case "open" -> latches.open(command.arguments().getFirst());
        case "id" -> command.stdout().print(command.id());
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Waiting::new, args);
    }
  }

  @Test
  void emptyCommandGivesAnswerStartedEventAndEnd(RuntimeSession session) {
    session.run("nothing");
    assertThat(after(session, Response.RunProcess.class))
        .containsExactly(
            new Response.RunProcess(3, 1),
            Event.ProcessStatus.started(1),
            Event.ProcessStatus.ended(1, 0));
  }

  @Test
  void answerAndStartedEventPrecedeTheFirstOutput(RuntimeSession session) {
    RunningCommand waiting = session.start("print-wait", "latch").awaitStdout("waiting");
    assertThat(after(session, Response.RunProcess.class).subList(0, 2))
        .containsExactly(new Response.RunProcess(3, 1), Event.ProcessStatus.started(1));
    session.run("open", "latch");
    assertThat(waiting.await()).succeeded().hasStdout("waiting\n");
  }

  @Test
  void silentCommandIsAcceptedAfterAQuarterOfASecond(RuntimeSession session) {
    RunningCommand waiting = session.start("wait", "latch");
    assertThat(waiting.pid()).isEqualTo(1);
    assertThat(answered(session).minus(sent(session))).isGreaterThan(Duration.ofMillis(249));
    session.run("open", "latch");
    assertThat(waiting.await()).succeeded();
  }

  @Test
  void pidsStartAtOneAndAreNeverReused(RuntimeSession session) {
    assertThat(session.run("id")).hasStdout("1");
    assertThat(session.run("id")).hasStdout("2");
    assertThat(session.start("id").pid()).isEqualTo(3);
  }

  @Test
  void commandKilledBeforeItsAnswerIsAcceptedAndEnds(RuntimeSession session) {
    RunningCommand waiting = session.start("wait", "latch");
    assertThat(session.kill(1, 15)).isEqualTo(new Answer.Accepted(1));
    assertThat(waiting.await()).failedWith(143);
  }

  @Test
  void commandShutDownBeforeItsAnswerIsAcceptedAndEnds(RuntimeSession session) {
    RunningCommand waiting = session.start("wait", "latch");
    assertThat(session.shutdown().code()).isZero();
    assertThat(waiting.await()).failedWith(143);
  }

  /// The messages starting with the first of this kind.
  private static List<Object> after(RuntimeSession session, Class<?> kind) {
    return session.events().stream()
        .filter(SessionEvent.Received.class::isInstance)
        .<Object>map(event -> ((SessionEvent.Received) event).message())
        .dropWhile(message -> !kind.isInstance(message))
        .toList();
  }

  private static Duration sent(RuntimeSession session) {
    return session.events().stream()
        .filter(event ->
            event instanceof SessionEvent.Sent(_, Request request)
                && request instanceof Request.RunProcess)
        .map(SessionEvent::at)
        .findFirst()
        .orElseThrow();
  }

  private static Duration answered(RuntimeSession session) {
    return session.events().stream()
        .filter(event ->
            event instanceof SessionEvent.Received received
                && received.message() instanceof Response.RunProcess)
        .map(SessionEvent::at)
        .findFirst()
        .orElseThrow();
  }
}
