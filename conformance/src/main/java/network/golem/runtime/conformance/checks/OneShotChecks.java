package network.golem.runtime.conformance.checks;

import static network.golem.runtime.conformance.checks.Words.plus;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.trial.Call;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.MessageText;

/// One-shot mode: each command is a process.
final class OneShotChecks {
  private static final Duration SECONDS = Duration.ofSeconds(10);

  private OneShotChecks() {}

  static Group group() {
    Group once = new Group("oneshot", "deploy.succeeds");
    once.onlyFor("one-shot");
    once.check("mode", "Announces one-shot mode, or prints nothing in deploy", "ONESHOT-1")
        .by(trial -> {
          String printed = trial.deploy().succeeds().stdout();
          trial.expect(
              !printed.contains("\"startMode\"")
                  || printed.matches("(?s).*\"startMode\"\\s*:\\s*\"empty\".*"),
              "no startMode, or \"startMode\":\"empty\"",
              printed);
        });
    once.then("oneshot.mode");
    once.check("start", "Accepts start --, and ends by itself with 0", "ONESHOT-3")
        .by(trial -> {
          trial.deploy().succeeds();
          start(trial).succeeds();
        });
    once.check("start.words", "Accepts words of the requestor's after start --", "ONESHOT-3")
        .after("oneshot.start")
        .by(trial -> {
          trial.deploy().succeeds();
          trial.call(plus(trial.common(), "start", "--", "--golem-check", "-x", "run")).code();
        });
    once.then("oneshot.start");
    once.check("run", "Accepts run --entrypoint NAME -- ARGUMENTS", "ONESHOT-2")
        .by(trial -> ready(trial, Ability.SUCCEED).succeeds());
    once.then("oneshot.run");
    once.check("code.failure", "Exits with another code than 0 if the command fails", "ONESHOT-4")
        .by(trial -> ready(trial, Ability.FAIL).fails());
    once.check("code.complaint", "Exits with 0 if a command succeeds and complains", "ONESHOT-4")
        .by(trial -> shell(trial, "echo complained >&2").succeeds());
    once.check(
            "code.refusal",
            "Exits with another code than 0 if the command does not exist",
            "ONESHOT-4")
        .by(trial -> ready(trial, Ability.REFUSE).fails());
    once.check("refusal.said", "Says why a command cannot be executed", "ONESHOT-9")
        .by(trial -> {
          String said = ready(trial, Ability.REFUSE).fails().stderr();
          trial.expect(!said.isBlank(), "a sentence on standard error", "nothing");
        });
    once.check("output", "Prints the command's output and nothing else", "ONESHOT-5")
        .by(trial -> {
          String expected =
              trial
                  .asked(Ability.PRINT)
                  .stdout()
                  .orElseThrow(
                      () -> new Unmet("the profile does not say what command 'print' prints"));
          String printed = ready(trial, Ability.PRINT).succeeds().stdout();
          trial.expect(
              printed.equals(expected),
              "the output " + MessageText.quoted(MessageChecks.utf8(expected)),
              MessageText.quoted(MessageChecks.utf8(printed)));
        });
    once.check("silent", "Prints nothing for a command without output", "ONESHOT-5")
        .by(trial -> {
          String printed = shell(trial, "true").succeeds().stdout();
          trial.expect(printed.isEmpty(), "no output", "'" + printed + "'");
        });
    once.check("dashes", "Takes each -- after the first one for an argument", "ONESHOT-2")
        .after("oneshot.output")
        .by(trial -> {
          List<String> args = List.of("--", "a", "--", "b", "--");
          ProfileCommand echo = trial.asked(Ability.ECHO);
          trial.deploy().succeeds();
          start(trial).succeeds();
          String printed =
              trial.call(run(trial.common(), echo.call(Map.of(), args))).succeeds().stdout();
          String expected = echo.echo().of(args);
          trial.expect(printed.equals(expected), "'" + expected + "'", "'" + printed + "'");
        });
    once.check("stderr", "Writes nothing of its own to standard error of a command", "ONESHOT-9")
        .by(trial -> {
          String said = ready(trial, Ability.SUCCEED).succeeds().stderr();
          trial.expect(said.isEmpty(), "nothing on standard error", "'" + said + "'");
        });
    once.check("waits", "Exits only when the command has ended", "ONESHOT-6")
        .after("oneshot.output")
        .by(trial -> {
          Call call = shell(trial, "sleep 0.3; printf late; touch ended");
          call.code();
          trial.expect(
              Files.exists(trial.workdir().resolve("ended")),
              "the program's end before that of the runtime",
              "an earlier exit");
          String printed = call.succeeds().stdout();
          trial.expect(printed.equals("late"), "the output 'late'", "'" + printed + "'");
        });
    once.check("code.true", "Reports the true exit code of a program", "ONESHOT-8")
        .after("oneshot.waits")
        .by(trial -> {
          for (int code : new int[] {3, 42}) {
            int seen = shell(trial, "exit " + code).code();
            trial.expect(seen == code, "exit code " + code, seen);
          }
        });
    once.check("options", "Ignores an option that it does not know", "CLI-10")
        .by(trial -> {
          trial.deploy().succeeds();
          start(trial).succeeds();
          List<String> words = trial.asked(Ability.SUCCEED).call(Map.of(), List.of());
          trial.call(run(plus(trial.common(), "--golem-check-unknown", "x"), words)).succeeds();
        });
    once.check("term", "Ends at SIGTERM, with everything that was started", "ONESHOT-7")
        .after("oneshot.waits")
        .by(trial -> {
          trial.deploy().succeeds();
          Call sleeping = shell(trial, "sleep 641");
          boolean begun =
              trial.eventually(() ->
                  TestChecks.commands(trial.processes()).stream()
                      .anyMatch(each -> each.matches("(.*/)?sleep 641")));
          trial.expect(begun, "a program 'sleep 641'", TestChecks.commands(trial.processes()));
          sleeping.process().process().destroy();
          boolean ended =
              sleeping.process().process().waitFor(SECONDS.toSeconds(), TimeUnit.SECONDS);
          trial.expect(ended, "an end after SIGTERM", "it still runs");
          Leftovers.expectNone(trial, "sleep 641", "after SIGTERM");
        });
    return once;
  }

  private static Call start(Trial trial) throws IOException {
    return trial.call(
        Stream.concat(
                plus(trial.common(), "start", "--").stream(),
                trial.runtime().profile().start().stream())
            .toList());
  }

  private static List<String> run(List<String> options, List<String> words) {
    return Stream.concat(
            plus(options, "run", "--entrypoint", words.getFirst(), "--").stream(),
            words.stream().skip(1))
        .toList();
  }

  private static Call ready(Trial trial, Ability ability) throws Exception {
    List<String> words = trial.asked(ability).call(Map.of(), List.of());
    trial.deploy().succeeds();
    start(trial).succeeds();
    return trial.call(run(trial.common(), words));
  }

  private static Call shell(Trial trial, String line) throws Exception {
    List<String> words = trial.asked(Ability.SHELL).call(Map.of("line", line), List.of());
    trial.deploy().succeeds();
    start(trial).succeeds();
    return trial.call(run(trial.common(), words));
  }
}
