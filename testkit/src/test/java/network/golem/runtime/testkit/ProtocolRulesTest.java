package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Event.ProcessStatus;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProtocolRulesTest {
  private static final Response RAN = new Response.RunProcess(3, 1);
  private static final Event STARTED = ProcessStatus.started(1);
  private static final Event ENDED = ProcessStatus.ended(1, 0);
  private static final Event OUTPUT =
      new ProcessStatus(1, true, 0, Bytes.utf8("text"), Bytes.EMPTY);

  private final ProtocolRules rules = new ProtocolRules();

  @BeforeEach
  void hello() {
    rules.sent(new Request.Hello(2, "0.1.0"));
    rules.sent(new Request.RunProcess(3, "greet", List.of("greet")));
  }

  private void fine(RuntimeMessage... messages) {
    for (RuntimeMessage message : messages) {
      assertThat(rules.received(message)).as(message.toString()).isEmpty();
    }
  }

  private void broken(RuntimeMessage message, String rule) {
    assertThat(rules.received(message)).isEqualTo(Optional.of(rule));
  }

  private static Response started() {
    return new Response.Hello(2, "1.0.0");
  }

  @Test
  void correctSessionBreaksNoRule() {
    fine(
        new ProcessStatus(0, true, 0, Bytes.utf8("from start"), Bytes.EMPTY),
        started(),
        new Event.Counter("c", 1),
        RAN,
        STARTED,
        OUTPUT,
        new Event.State("s", Bytes.utf8("1")),
        new Event.Counter("c", 1),
        ENDED);
    rules.sent(new Request.Shutdown(4));
    fine(new Response.Shutdown(4));
  }

  /// A node takes the command from the events, whatever the answer says.
  @Test
  void eventsBeforeTheAnswer() {
    fine(started(), STARTED, OUTPUT, RAN, ENDED);
    rules.sent(new Request.RunProcess(4, "greet", List.of()));
    fine(ProcessStatus.started(2), ProcessStatus.ended(2, 0), new Response.RunProcess(4, 2));
  }

  @Test
  void eventsBeforeTheAnswerWithAnotherPid() {
    fine(started(), STARTED);
    broken(
        new Response.RunProcess(3, 2),
        "events arrived for pid 1, but no run can still be answered with it");
  }

  @Test
  void eventsBeforeARefusal() {
    fine(started(), STARTED);
    broken(
        new Response.Error(3, ErrorCode.INTERNAL, "no", Map.of()),
        "events arrived for pid 1, but no run can still be answered with it");
  }

  @Test
  void eventsOfMorePidsThanRuns() {
    fine(started(), STARTED);
    broken(
        ProcessStatus.started(2),
        "a started event arrived for pid 2, before a run was answered with that pid");
  }

  @Test
  void endWithoutAnAnswer() {
    broken(ENDED, "an end arrived for pid 1, before a run was answered with that pid");
  }

  @Test
  void eventForARefusedRun() {
    fine(started(), new Response.Error(3, ErrorCode.INTERNAL, "no", Map.of()));
    broken(STARTED, "a started event arrived for pid 1, before a run was answered with that pid");
  }

  @Test
  void outputBeforeTheStartedEvent() {
    fine(started(), RAN);
    broken(OUTPUT, "output of pid 1 arrived before its started event");
  }

  @Test
  void endWithoutAStartedEvent() {
    fine(started(), RAN);
    broken(ENDED, "pid 1 ended without a started event");
  }

  @Test
  void twoStartedEvents() {
    fine(started(), RAN, STARTED);
    broken(STARTED, "a second started event arrived for pid 1");
  }

  @Test
  void eventAfterTheEnd() {
    fine(started(), RAN, STARTED, ENDED);
    broken(OUTPUT, "an event arrived for pid 1 after its end");
  }

  @Test
  void twoEnds() {
    fine(started(), RAN, STARTED, ENDED);
    broken(ENDED, "pid 1 ended a second time");
  }

  @Test
  void reusedPid() {
    rules.sent(new Request.RunProcess(4, "greet", List.of()));
    fine(started(), RAN, STARTED, ENDED);
    broken(
        new Response.RunProcess(4, 1),
        "pid 1 was given to a second command; a pid must not be reused");
  }

  @Test
  void twoAnswers() {
    fine(started(), RAN);
    broken(RAN, "request 3 was answered twice");
  }

  @Test
  void answerWithoutARequest() {
    broken(new Response.Hello(9, "1.0.0"), "an answer arrived to request 9, which was never sent");
  }

  @Test
  void answerOfAnotherKind() {
    broken(
        new Response.KillProcess(3),
        "request 3 (RunProcess) was answered with the answer to kill, which is not an answer to"
            + " it");
  }

  @Test
  void unknownErrorCode() {
    broken(
        new Response.Error(3, new ErrorCode(13), "permission denied", Map.of()),
        "an error arrived with the unknown code 13");
  }

  @Test
  void fallingCounter() {
    fine(new Event.Counter("c", 2));
    broken(new Event.Counter("c", 1), "the counter c fell from 2.0 to 1.0");
  }

  @Test
  void counterThatIsNotANumber() {
    broken(new Event.Counter("c", Double.NaN), "the counter c is reported as NaN");
  }

  @Test
  void anythingAfterTheAnswerToShutdown() {
    rules.sent(new Request.Shutdown(4));
    fine(started(), new Response.Error(3, ErrorCode.INTERNAL, "no", Map.of()));
    fine(new Response.Shutdown(4));
    broken(
        new Event.Counter("c", 1),
        "a message arrived after the answer to shutdown, which must be the last");
  }

  @Test
  void shutdownBeforeTheEndOfACommand() {
    rules.sent(new Request.Shutdown(4));
    fine(started(), RAN, STARTED);
    broken(new Response.Shutdown(4), "shutdown was answered before the end of pid 1");
  }

  @Test
  void shutdownBeforeAnotherAnswer() {
    rules.sent(new Request.Shutdown(4));
    fine(started());
    broken(new Response.Shutdown(4), "shutdown was answered before request 3");
  }
}
