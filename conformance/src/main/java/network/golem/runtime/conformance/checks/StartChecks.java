package network.golem.runtime.conformance.checks;

import static network.golem.runtime.conformance.checks.Words.plus;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.TrialFiles;
import network.golem.runtime.conformance.wire.Reply;

/// The start of a session.
final class StartChecks {
  private static final Duration IDLE = Duration.ofSeconds(2);

  private StartChecks() {}

  static Group group() {
    Group start = new Group("start", "msg.refusal");
    start.onlyFor("server");
    start
        .check("hello", "Answers hello", "START-2")
        .by(trial -> {
          Session session = trial.start();
          session.hello();
        });
    start.then("start.hello");
    start
        .check("stays", "Keeps running after hello until the session ends", "START-1")
        .by(trial -> {
          Session session = trial.session();
          session.settle();
          trial.expect(session.isAlive(), "a runtime that runs", "it has exited");
        });
    start.then("start.stays");
    start
        .check("idle", "Keeps running while nothing is requested", "START-1")
        .by(trial -> {
          Session session = trial.session();
          trial.expect(!session.awaitExit(IDLE), "a runtime that runs", "it has exited by itself");
        });
    start
        .check("ready", "Executes the first command directly after hello", "START-4")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.SUCCEED).succeeds();
        });
    start
        .check("options", "Accepts all of the supervisor's options before start", "CLI-9")
        .by(trial -> {
          trial
              .start(
                  "--hostname",
                  "node-1",
                  "--vpn-endpoint",
                  "udp://127.0.0.1:9",
                  "--inet-endpoint",
                  "udp://127.0.0.1:9")
              .hello();
        });
    start
        .check("options.unknown", "Ignores an unknown option before start", "CLI-10")
        .by(trial -> {
          trial.start("--golem-check-unknown", "x").hello();
        });
    start
        .check("log", "Logs to a file in logs/, and not to standard error only", "START-6")
        .after("start.options.unknown")
        .by(trial -> {
          // something to log
          Session session = trial.start("--golem-check-unknown", "x");
          session.hello();
          session.run(List.of("golem-check-no-such-command")).answer();
          session.finish();
          boolean logged = !TrialFiles.below(trial.workdir().resolve("logs")).isEmpty();
          trial.expect(
              logged || session.stderr().isBlank(),
              "a file in logs/, because standard error is discarded on a node",
              "none, but on standard error: " + session.stderr().strip());
        });
    start
        .check("output", "Sends what start prints before the answer to hello", "START-5")
        .by(trial -> {
          Session session = trial.session();
          List<Reply> before =
              session.replies().stream().takeWhile(reply -> reply.member() != Reply.HELLO).toList();
          trial.expect(
              before.stream().anyMatch(reply -> reply.isStatus() && reply.running()),
              "an event with output before the answer to hello",
              before);
          long pid = session.run(Ability.SUCCEED).pid();
          trial.expect(
              before.stream().noneMatch(reply -> reply.isStatus() && reply.pid() == pid),
              "a pid that no command gets",
              "pid " + pid + " again");
        });
    start
        .check("output.pid", "Sends what start prints with a pid that no command gets", "START-5")
        .by(trial -> {
          Session session = trial.session();
          List<Long> ofStart =
              session.replies().stream()
                  .filter(Reply::isStatus)
                  .map(Reply::pid)
                  .distinct()
                  .toList();
          for (int i = 0; i < 3; i++) {
            long pid = session.run(Ability.SUCCEED).pid();
            trial.expect(!ofStart.contains(pid), "a pid other than those of start", pid);
          }
        });
    start
        .check("again", "Starts again in the same workdir", "DEPLOY-8")
        .by(trial -> {
          trial.session().finish();
          trial.session().run(Ability.SUCCEED).succeeds();
        });
    start
        .check(
            "workdir.used", "Starts in a workdir in which the requestor has left files", "DEPLOY-8")
        .by(trial -> {
          Files.writeString(trial.workdir().resolve("left"), "by the requestor");
          trial.session();
        });
    start
        .check("words", "Starts with further words of the requestor's", "CLI-8")
        .by(trial -> {
          trial.started(plus(trial.common(), "start", "--golem-check", "-x", "", "start")).hello();
        });
    return start;
  }
}
