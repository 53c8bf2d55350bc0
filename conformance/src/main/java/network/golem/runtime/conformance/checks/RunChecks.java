package network.golem.runtime.conformance.checks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// Commands, from the request to the end.
final class RunChecks {
  private static final int SEVERAL = 10;

  private RunChecks() {}

  static Group group() {
    Group run = new Group("run", "start.stays");
    run.check("answer", "Answers run with a pid", "RUN-1")
        .by(trial -> trial.session().run(Ability.SUCCEED).pid());
    run.then("run.answer");
    run.check("end", "Ends a command that it has accepted", "RUN-2")
        .by(trial -> trial.session().run(Ability.SUCCEED).end());
    run.then("run.end");
    run.check("end.once", "Sends exactly one end for each command", "RUN-2")
        .by(trial -> {
          for (Run each : varied(trial)) {
            long ends = each.events().stream().filter(event -> !event.running()).count();
            trial.expect(ends == 1, "one end of each command", ends + " ends of " + each);
          }
        });
    run.check("end.last", "Sends nothing about a pid after its end", "RUN-4")
        .by(trial -> nothingAfterTheEnd(trial, varied(trial)));
    run.check(
            "end.output-last",
            "Sends nothing after the end of a command that prints",
            "RUN-4",
            "OUT-1")
        .by(trial -> nothingAfterTheEnd(trial, several(trial, Ability.PRINT)));
    for (Ability ability : List.of(Ability.COMPLAIN, Ability.FAIL, Ability.ECHO)) {
      run.check(
              "end.last." + ability.key(),
              "Sends nothing after the end of a command that does more",
              "RUN-4",
              "OUT-1")
          .by(trial -> nothingAfterTheEnd(trial, several(trial, ability)));
    }
    run.check("end.too-long", "Ends a command whose arguments are too long for the system", "RUN-2")
        .after("msg.refusal")
        .by(trial -> {
          Run asked = trial.session().shell("true " + "x".repeat(200_000));
          if (asked.answer().member() == Reply.RUN) {
            asked.end();
          }
        });
    run.check("code.success", "Reports 0 if a command succeeds", "RUN-10")
        .by(trial -> trial.session().run(Ability.SUCCEED).succeeds());
    run.check("code.failure", "Reports another code than 0 if a command fails", "RUN-10")
        .by(trial -> fails(trial, trial.session().run(Ability.FAIL)));
    run.check("continues.failure", "Keeps running when a command fails", "RUN-11")
        .by(trial ->
            continues(
                trial,
                session -> {
                  session.run(Ability.FAIL).end();
                }));
    run.check("continues.refusal", "Keeps running when a command is refused", "RUN-11")
        .by(trial ->
            continues(
                trial,
                session -> {
                  session.run(List.of("golem-check-no-such-command")).answer();
                }));
    run.check(
            "continues.crash",
            "Keeps running when a command crashes, and ends it",
            "RUN-11",
            "RUN-2")
        .by(trial ->
            continues(
                trial,
                session -> {
                  Run crashed = session.run(Ability.CRASH);
                  if (crashed.answer().member() == Reply.RUN) {
                    int code = crashed.end().returnCode();
                    session.expect(
                        code != 0, "another code than 0 of a command that crashes", code);
                  }
                }));
    run.check("refused.silent", "Sends no event for a command that it has refused", "RUN-3")
        .after("run.continues.refusal")
        .by(trial -> {
          Session session = trial.session();
          int before = session.strays().size(); // start may have printed something
          Run refused = session.run(refusal(trial));
          if (refused.answer().member() == Reply.RUN) {
            throw new Unmet("the runtime accepted the command, and ended it later");
          }
          session.settle();
          List<Reply> events = new ArrayList<>(refused.events());
          events.addAll(session.strays().subList(before, session.strays().size()));
          trial.expect(events.isEmpty(), "no event for a command that is refused", events);
        });
    run.check("refused.code", "Refuses a command that does not exist with NOT_FOUND", "RUN-15")
        .by(trial -> {
          Reply answer = trial.session().run(refusal(trial)).answer();
          trial.expect(
              answer.member() == Reply.ERROR && answer.errorCode() == 1, "NOT_FOUND (1)", answer);
        });
    run.check("refused.empty", "Does not execute a command with an empty name", "RUN-15")
        .by(trial -> {
          trial.asked(Ability.REFUSE); // for a runtime that accepts any name, none is wrong
          Session session = trial.session();
          Run nameless = session.run(List.of(""));
          Reply answer = nameless.answer();
          if (answer.member() == Reply.RUN) {
            int code = nameless.end().returnCode();
            trial.expect(code != 0, "BAD_REQUEST, or an exit code other than 0", code);
          }
        });
    run.check("answer.at-once", "Answers run at once, and not only at the end", "RUN-16")
        .by(trial -> trial.session().run(Ability.SLEEP, "seconds", 600).pid());
    PidChecks.addTo(run);
    run.check("started", "Sends an event at once, before there is output", "RUN-7")
        .after("run.answer.at-once")
        .by(trial -> {
          Session session = trial.session();
          Reply first = session.run(Ability.SLEEP, "seconds", 600).awaitEvent();
          trial.expect(first.running(), "an event with `running` true", first);
        });
    run.check("answer.first", "Answers run before the first event of its pid", "RUN-20")
        .by(trial -> {
          Session session = trial.session();
          for (int i = 0; i < SEVERAL; i++) {
            session.run(Ability.SUCCEED).end();
          }
          Set<Long> pids =
              session.replies().stream()
                  .filter(reply -> reply.member() == Reply.RUN)
                  .map(Reply::pid)
                  .collect(Collectors.toSet());
          Set<Long> answered = new HashSet<>();
          for (Reply reply : session.replies()) {
            if (reply.member() == Reply.RUN) {
              answered.add(reply.pid());
            } else if (reply.isStatus() && pids.contains(reply.pid())) {
              trial.expect(
                  answered.contains(reply.pid()), "the answer before the first event", reply);
            }
          }
        });
    ArgumentChecks.addTo(run);
    run.check("concurrent", "Executes several commands at the same time", "RUN-18")
        .after("run.pids.different")
        .after("run.answer.at-once")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.SLEEP, "seconds", 600).pid();
          session.run(Ability.SUCCEED).succeeds();
        });
    run.check(
            "concurrent.many",
            "Ends each of many commands that are requested at once",
            "RUN-2",
            "RUN-5")
        .after("run.pids.different")
        .by(trial -> {
          Session session = trial.session();
          List<Run> runs = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            runs.add(session.run(Ability.PRINT));
          }
          for (Run each : runs) {
            if (each.answer().member() == Reply.RUN) {
              each.end();
            }
          }
        });
    run.check("fields", "Accepts a command's optional fields", "RUN-1")
        .by(trial -> {
          Session session = trial.session();
          session
              .runWith(
                  Ability.SUCCEED,
                  body ->
                      body.message(4, new RequestBytes().number(2, 1024))
                          .message(5, new RequestBytes().number(2, 1024)))
              .succeeds();
        });
    ProgramChecks.addTo(run);
    return run;
  }

  private static void nothingAfterTheEnd(Trial trial, List<Run> runs) {
    for (Run each : runs) {
      List<Reply> late =
          each.events().stream()
              .dropWhile(Reply::running)
              .skip(1)
              .filter(Reply::running) // a second end is the concern of run.end.once
              .toList();
      trial.expect(late.isEmpty(), "nothing after the end", late);
    }
  }

  static void fails(Trial trial, Run run) throws Exception {
    int code = run.code();
    trial.expect(code != 0, "another code than 0", code);
  }

  /// Something that is done in a session.
  private interface Step {
    void in(Session session) throws Exception;
  }

  private static void continues(Trial trial, Step step) throws Exception {
    Session session = trial.session();
    step.in(session);
    session.settle();
    session.run(Ability.SUCCEED).succeeds();
  }

  /// Commands one after the other; whatever is sent after them has arrived.
  static List<Run> several(Trial trial, Ability ability) throws Exception {
    Session session = trial.session();
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < SEVERAL; i++) {
      Run each = session.run(ability);
      each.end();
      runs.add(each);
    }
    session.settle();
    return runs;
  }

  /// Commands that end in each way that the runtime knows, one after the other.
  private static List<Run> varied(Trial trial) throws Exception {
    Session session = trial.session();
    List<Run> runs = new ArrayList<>();
    for (Ability ability :
        List.of(Ability.SUCCEED, Ability.FAIL, Ability.COMPLAIN, Ability.PRINT)) {
      for (int i = 0; i < 3 && trial.runtime().profile().command(ability).isPresent(); i++) {
        Run each = session.run(ability);
        each.end();
        runs.add(each);
      }
    }
    session.settle();
    return runs;
  }

  private static List<String> refusal(Trial trial) {
    return trial.asked(Ability.REFUSE).call(Map.of(), List.of());
  }
}
