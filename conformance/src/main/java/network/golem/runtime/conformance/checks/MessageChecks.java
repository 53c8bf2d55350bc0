package network.golem.runtime.conformance.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Violation;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;
import org.jspecify.annotations.Nullable;

/// What is the same for all messages: ids, one answer, flags, strings.
final class MessageChecks {
  private static final int UNKNOWN_FIELD = 99;
  private static final int SEVERAL = 10;
  private static final Duration SOON = Duration.ofSeconds(8);

  private MessageChecks() {}

  static Group group() {
    Group msg = new Group("msg", "frame.flush.commands");
    msg.check("id", "Puts the request's id into the response", "MSG-1")
        .by(trial -> {
          Session session = trial.start();
          for (int i = 0; i < 3; i++) {
            long id = session.newId();
            session.send(RequestBytes.hello(id, "0.1.0"));
            Reply answer = nextAnswer(session, i);
            trial.expect(
                answer == null || answer.id() == id,
                "id " + id + " in the response",
                String.valueOf(answer));
          }
        });
    msg.then("msg.id");
    msg.check("member", "Answers with the member that belongs to the request, or an error", "MSG-2")
        .by(trial -> {
          Session session = trial.start();
          long hello = session.newId();
          session.send(RequestBytes.hello(hello, "0.1.0"));
          member(session, hello, Reply.HELLO);
          long run = session.newId();
          session.send(RequestBytes.run(run, "golem-check", List.of("golem-check")));
          member(session, run, Reply.RUN);
          long kill = session.newId();
          session.send(RequestBytes.kill(kill, 12345, 15));
          member(session, kill, Reply.KILL);
          if (trial.runtime().profile().command(Ability.SLEEP).isPresent()) {
            Run sleeping = session.run(Ability.SLEEP, "seconds", 600);
            if (nextRun(sleeping)) {
              long killed = session.newId();
              session.send(RequestBytes.kill(killed, sleeping.pid(), 15));
              member(session, killed, Reply.KILL);
            }
          }
          long shutdown = session.newId();
          session.send(RequestBytes.shutdown(shutdown));
          member(session, shutdown, Reply.SHUTDOWN);
        });
    msg.then("msg.member");
    msg.check("refusal", "Answers the run of a command that does not exist", "RUN-1")
        .by(trial -> {
          Session session = trial.start();
          session.run(List.of("golem-check-no-such-command")).answer();
        });
    msg.then("msg.refusal");
    msg.check("not-blocked.preparing", "Answers hello while commands are being prepared", "MSG-9")
        .by(trial -> {
          Session session = trial.session();
          for (int i = 0; i < SEVERAL; i++) {
            session.run(Ability.SLEEP, "seconds", 600);
          }
          long began = System.nanoTime();
          Reply answer = session.hello();
          Duration took = Duration.ofNanos(answer.nanos() - began);
          trial.expect(
              took.compareTo(SOON) < 0,
              "an answer to hello within 8 s, though ten commands have been requested before",
              took.toMillis() + " ms");
        });
    msg.check(
            "member.kill",
            "Answers the kill of a running command with kill or an error",
            "MSG-2",
            "KILL-2")
        .after("msg.not-blocked.preparing")
        .by(trial -> {
          Session session = trial.start();
          long pid = session.run(Ability.SLEEP, "seconds", 600).pid();
          long id = session.newId();
          session.send(RequestBytes.kill(id, pid, 15));
          member(session, id, Reply.KILL);
        });
    long[] wide = {0x7fff_ffffL, 0x1_0000_0001L, 0x8000_0000_0000_0005L, -1};
    for (int i = 0; i < wide.length; i++) {
      long id = wide[i];
      msg.check("id.bits." + (i + 1), "Keeps all 64 bits of an id", "MSG-1")
          .by(trial -> {
            Session session = trial.start();
            session.hello();
            session.send(RequestBytes.hello(id, "0.1.0"));
            Reply answer = session.await("a second answer", () -> nth(session, 1));
            trial.expect(
                answer.id() == id,
                "id " + Long.toUnsignedString(id),
                Long.toUnsignedString(answer.id()));
          });
    }
    msg.check("once", "Sends one response to each request", "MSG-2")
        .by(trial -> {
          Session session = trial.start();
          session.hello();
          Run run = session.run(List.of("golem-check"));
          run.answer();
          session.kill(12345, 15);
          session.settle();
          long end = session.newId();
          for (long id = 2; id < end; id++) {
            long count = session.answers(id).size();
            trial.expect(count <= 1, "one response to request " + id, count);
          }
        });
    msg.check("flag", "Sets event in events, and leaves it unset in responses", "MSG-3")
        .by(trial -> {
          Session session = trial.start();
          session.hello();
          for (Ability ability : List.of(Ability.SUCCEED, Ability.FAIL, Ability.PRINT)) {
            if (trial.runtime().profile().command(ability).isPresent()) {
              Run run = session.run(ability);
              if (run.answer().member() == Reply.RUN) {
                run.end();
              }
            }
          }
          session.run(List.of("golem-check-no-such-command")).answer();
          session.kill(12345, 15);
          session.settle();
          for (Reply reply : session.replies()) {
            trial.expect(
                reply.event() == reply.isEvent(),
                reply.isEvent() ? "event: true in an event" : "no event flag in a response",
                reply);
          }
        });
    msg.check("unknown-fields", "Skips fields that it does not know", "MSG-5")
        .by(trial -> {
          Session session = trial.session();
          long id = session.newId();
          session.send(
              RequestBytes.of(id)
                  .number(UNKNOWN_FIELD, 7)
                  .message(2, new RequestBytes().string(1, "0.1.0").string(UNKNOWN_FIELD, "new"))
                  .string(UNKNOWN_FIELD + 1, "new")
                  .bytes());
          Reply answer = session.answer(id, "an answer to a hello with unknown fields");
          trial.expect(answer.member() == Reply.HELLO, "hello", answer);
        });
    msg.check("unknown-fields.run", "Skips fields of run that it does not know", "MSG-5")
        .by(trial -> {
          Session session = trial.session();
          Run run = session.runWith(Ability.SUCCEED, body -> body.string(UNKNOWN_FIELD, "new"));
          session.answer(run.id(), "an answer to a run with an unknown field");
        });
    ErrorChecks.addTo(msg);
    msg.check("utf8", "Puts only UTF-8 into strings", "MSG-4")
        .by(trial -> {
          Session session = trial.session();
          session.run(List.of("golem-check-ü€😀")).answer();
          if (trial.runtime().profile().command(Ability.COUNT).isPresent()) {
            session.run(Ability.COUNT).end();
          }
          session.kill(12345, 15);
          session.settle();
          for (Reply reply : session.replies()) {
            trial.expect(
                reply.invalidStrings().isEmpty(),
                "UTF-8 in strings",
                reply.invalidStrings() + " in " + reply.hex());
          }
        });
    msg.check("error.utf8", "Shortens a string in an error between characters", "MSG-4")
        .by(trial -> {
          for (String pad : List.of("", "a", "ab", "abc")) {
            Session session = trial.session();
            Reply answer = session.run(List.of(pad + "😀".repeat(20_000))).answer();
            trial.expect(
                answer.invalidStrings().isEmpty(), "UTF-8 in strings", answer.invalidStrings());
          }
        });
    msg.check("pipelined", "Answers each of many requests that arrive at once", "MSG-2", "MSG-9")
        .by(trial -> {
          Session session = trial.session();
          List<Long> ids = IntStream.range(0, 200).mapToObj(_ -> session.newId()).toList();
          session.sendRaw(
              RequestFrameChecks.joined(
                  ids.stream().map(id -> RequestBytes.hello(id, "0.1.0")).toList()),
              "200 hellos at once");
          for (long id : ids) {
            session.answer(id, "an answer to each of 200 hellos");
          }
        });
    msg.check("not-blocked", "Answers hello while a command runs", "MSG-9", "HELLO-3")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.SLEEP, "seconds", 600);
          session.hello();
        });
    return msg;
  }

  /// The answer of this number, or null if there is none.
  private static @Nullable Reply nth(Session session, int number) {
    return session.replies().stream()
        .filter(reply -> !reply.isEvent())
        .skip(number)
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Reply nextAnswer(Session session, int number)
      throws InterruptedException {
    try {
      return session.await("an answer", () -> nth(session, number));
    } catch (Violation _) {
      return null; // that there is none is another check's concern
    }
  }

  private static boolean nextRun(Run run) throws InterruptedException {
    try {
      return run.answer().member() == Reply.RUN;
    } catch (Violation _) {
      return false; // that there is no answer is another check's concern
    }
  }

  private static void member(Session session, long id, int expected) throws InterruptedException {
    Reply answer;
    try {
      answer = session.answer(id, "an answer");
    } catch (Violation _) {
      return; // that there is none is another check's concern
    }
    session.expect(
        answer.members().size() == 1
            && (answer.member() == expected || answer.member() == Reply.ERROR),
        Reply.name(expected) + " or error in the response",
        answer);
  }

  static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
