package network.golem.runtime.conformance.checks;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// Errors in answer to what a runtime refuses.
final class ErrorChecks {
  private static final int UNKNOWN_COMMAND = 40;
  private static final long WIDE_ID = 1_000_000;

  private ErrorChecks() {}

  static void addTo(Group msg) {
    msg.check("empty", "Answers a request without a command with an error, and continues", "MSG-6")
        .by(trial -> refusesAndContinues(trial, new RequestBytes()));
    msg.check(
            "unknown",
            "Answers a request that it does not know with an error, and continues",
            "MSG-6")
        .by(trial -> refusesAndContinues(trial, new RequestBytes().string(UNKNOWN_COMMAND, "")));
    msg.check("error.code", "Uses the error codes 0, 1 and 2 only", "MSG-7")
        .by(trial -> {
          for (Reply error : errors(trial)) {
            trial.expect(Set.of(0, 1, 2).contains(error.errorCode()), "code 0, 1 or 2", error);
          }
        });
    msg.check("error.sentence", "Says in an error's message what is wrong", "MSG-8")
        .by(trial -> {
          for (Reply error : errors(trial)) {
            trial.expect(!error.errorMessage().isBlank(), "a message in the error", error);
            trial.expect(
                !error.errorMessage().strip().contains("\n"), "a message of one sentence", error);
          }
        });
  }

  private static void refusesAndContinues(Trial trial, RequestBytes command) throws Exception {
    Session session = trial.session();
    long id = WIDE_ID + session.newId(); // a frame of less than four bytes is another matter
    byte[] prefix = RequestBytes.of(id).bytes();
    byte[] rest = command.bytes();
    byte[] message = Arrays.copyOf(prefix, prefix.length + rest.length);
    System.arraycopy(rest, 0, message, prefix.length, rest.length);
    session.send(message);
    Reply answer = session.answer(id, "an answer to a request that is not known");
    trial.expect(answer.member() == Reply.ERROR, "an error", answer);
    session.hello();
  }

  /// Whatever the runtime refuses.
  private static List<Reply> errors(Trial trial) throws Exception {
    Session session = trial.session();
    session.run(List.of("golem-check-no-such-command")).answer();
    session.run(List.of("")).answer();
    session.kill(12345, 15);
    session.kill(12345, 0);
    long unknown = WIDE_ID + session.newId();
    session.send(RequestBytes.of(unknown).bytes());
    session.settle();
    List<Reply> errors =
        session.replies().stream().filter(reply -> reply.member() == Reply.ERROR).toList();
    if (errors.isEmpty()) {
      throw new Unmet("the runtime refuses nothing");
    }
    return errors;
  }
}
