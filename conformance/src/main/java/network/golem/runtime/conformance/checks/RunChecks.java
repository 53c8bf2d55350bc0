package network.golem.runtime.conformance.checks;

import java.nio.file.Path;
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
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// Commands, from the request to the end.
final class RunChecks {
  private static final int SEVERAL = 10;
  private static final List<String> ARGS = List.of("first", "second");

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
    run.check(
            "code.complaint",
            "Reports another code than 0 if a failing program complains",
            "RUN-10")
        .by(trial -> fails(trial, trial.session().shell("echo failed >&2; exit 3")));
    run.check("code.output", "Reports 0 if a program that succeeds complains", "RUN-10")
        .by(trial -> trial.session().shell("echo well >&2").succeeds());
    run.check("code.signal", "Reports another code than 0 if a signal ends a program", "RUN-10")
        .by(trial -> fails(trial, trial.session().shell("kill -9 $$")));
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
        .by(trial -> {
          Session session = trial.session();
          int before = session.strays().size(); // start may have printed something
          Run refused = session.run(refusal(trial));
          Reply answer = refused.answer();
          trial.expect(answer.member() == Reply.ERROR, "a refusal", answer);
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
    run.check("pids.different", "Gives commands that run at the same time different pids", "RUN-5")
        .after("run.answer.at-once")
        .by(trial -> {
          Session session = trial.session();
          Set<Long> pids = new HashSet<>();
          for (int i = 0; i < 3; i++) {
            long pid = session.run(Ability.SLEEP, "seconds", 600).pid();
            trial.expect(pids.add(pid), "a pid of its own", "pid " + pid + " again");
          }
        });
    run.check("pids.unique", "Never uses a pid twice in a session", "RUN-6")
        .after("run.pids.different")
        .by(trial -> {
          Set<Long> pids = new HashSet<>();
          for (Run each : several(trial, Ability.SUCCEED)) {
            trial.expect(pids.add(each.pid()), "a new pid", "pid " + each.pid() + " again");
          }
        });
    run.check("pids.zero", "Counts pids from 1", "RUN-6")
        .by(trial -> {
          long pid = trial.session().run(Ability.SUCCEED).pid();
          trial.expect(pid != 0, "a pid other than 0", pid);
        });
    run.check("pids.same", "Names the same pid in the response and in the events", "RUN-6")
        .by(trial -> {
          Session session = trial.session();
          Run one = session.run(Ability.SUCCEED);
          one.end();
          long pid = one.pid();
          for (Reply event : one.events()) {
            trial.expect(event.pid() == pid, "the pid of the response in each event", event);
          }
        });
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
    run.check("args.first", "Takes arguments from the second word on", "RUN-9")
        .by(trial -> echoes(trial, List.of("first", "second")));
    run.check("args.path", "Takes arguments from the second word on if the name is a path", "RUN-9")
        .by(trial -> {
          List<String> words = new ArrayList<>(trial.asked(Ability.ECHO).call(Map.of(), ARGS));
          words.set(0, "/bin/" + words.getFirst());
          Run asked = trial.session().run(words);
          if (asked.answer().member() != Reply.RUN) {
            throw new Unmet("the runtime does not accept " + words.getFirst() + " for it");
          }
          asked.end();
          String expected = trial.asked(Ability.ECHO).echo().of(ARGS);
          trial.expect(asked.stdout().equals(expected), "'" + expected + "'", asked.stdout());
        });
    List<List<String>> unusual =
        List.of(
            List.of("", "x", ""),
            List.of(" a  b ", "\ttab", " end "),
            List.of("'single'", "\"double\"", "$HOME", "`x`", "\\n", "*"),
            List.of("two\nlines"),
            List.of("ü", "日本語", "😀"),
            List.of("--option", "-x", "--"));
    List<String> names = List.of("empty", "blanks", "quotes", "lines", "unicode", "options");
    for (int i = 0; i < names.size(); i++) {
      List<String> args = unusual.get(i);
      run.check("args." + names.get(i), "Takes arguments unchanged", "RUN-17")
          .after("run.args.first")
          .by(trial -> echoes(trial, args));
    }
    run.check("args.long", "Takes a long argument unchanged", "RUN-17")
        .after("run.args.first")
        .by(trial -> echoes(trial, List.of("x".repeat(100_000), "y")));
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
    run.check("directory", "Executes commands in the workdir", "RUN-19")
        .by(trial -> {
          Session session = trial.session();
          Run asked = session.shell("pwd -P");
          asked.succeeds();
          Path here = Path.of(asked.stdout().strip());
          trial.expect(here.startsWith(trial.workdir()), "the workdir, or a volume in it", here);
        });
    run.check("programs.input", "Gives programs an empty input", "RUN-13")
        .by(trial -> {
          Run reading = trial.session().shell("wc -c");
          reading.succeeds();
          trial.expect(reading.stdout().strip().equals("0"), "no bytes", reading.stdout());
        });
    run.check("programs.code", "Reports the true exit code of a program", "RUN-14")
        .by(trial -> {
          Session session = trial.session();
          for (int code : new int[] {1, 3, 42, 255}) {
            int reported = session.shell("exit " + code).code();
            trial.expect(reported == code, "exit code " + code, reported);
          }
        });
    run.check("programs.signal", "Reports 128 plus the number of the signal", "RUN-14", "RUN-10")
        .by(trial -> {
          int code = trial.session().shell("kill -9 $$").code();
          trial.expect(code == 137, "exit code 137", code);
        });
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

  private static void fails(Trial trial, Run run) throws Exception {
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
  private static List<Run> several(Trial trial, Ability ability) throws Exception {
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

  private static void echoes(Trial trial, List<String> args) throws Exception {
    String expected = trial.asked(Ability.ECHO).echo().of(args);
    Run run = trial.session().echo(args);
    run.succeeds();
    trial.expect(
        run.stdout().equals(expected),
        "the arguments unchanged",
        shortened(run.stdout()) + " instead of " + shortened(expected));
  }

  private static String shortened(String text) {
    return MessageText.quoted(MessageChecks.utf8(text));
  }
}
