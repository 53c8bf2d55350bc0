package network.golem.runtime.conformance.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.TrialFiles;
import network.golem.runtime.conformance.wire.Reply;

/// `shutdown`.
final class ShutdownChecks {
  /// The supervisor's limit, after which it leaves the runtime behind.
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private static final Duration BETTER = Duration.ofSeconds(3);
  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final int TRIES = 7;
  private static final Duration FEW_SECONDS = Duration.ofSeconds(10);

  private ShutdownChecks() {}

  static Group group() {
    Group stop = new Group("stop", "start.stays");
    stop.check("answer", "Answers shutdown within five seconds", "STOP-1")
        .by(trial -> answers(trial, trial.session(), LIMIT));
    stop.then("stop.answer");
    stop.check(
            "answer.running", "Answers shutdown within five seconds while a command runs", "STOP-1")
        .after("run.end")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.SLEEP, "seconds", 600).awaitEvent();
          answers(trial, session, LIMIT);
        });
    stop.check(
            "answer.stubborn",
            "Answers shutdown while a program ignores SIGTERM",
            "STOP-1",
            "STOP-3")
        .after("run.end")
        .by(trial -> {
          Session session = trial.session();
          stubborn(session);
          answers(trial, session, LIMIT);
        });
    stop.check("answer.soon", "Answers shutdown within three seconds", "STOP-5")
        .after("run.end", "stop.answer.running")
        .by(trial -> {
          Session session = trial.session();
          if (trial.runtime().profile().command(Ability.SLEEP).isPresent()) {
            session.run(Ability.SLEEP, "seconds", 600).awaitEvent();
          }
          answers(trial, session, BETTER);
        });
    stop.check(
            "answer.soon.stubborn",
            "Answers shutdown within three seconds while a program ignores SIGTERM",
            "STOP-5")
        .after("stop.answer.stubborn", "stop.answer.soon")
        .by(trial -> {
          Session session = trial.session();
          stubborn(session);
          answers(trial, session, BETTER);
        });
    stop.check("ends", "Ends each running command with an event before the answer", "STOP-6")
        .after("run.end", "stop.answer.running")
        .by(trial -> {
          Session session = trial.session();
          Run sleeping = session.run(Ability.SLEEP, "seconds", 600);
          sleeping.awaitEvent();
          long id = session.requestShutdown();
          Reply answer = session.answer(id, "an answer to shutdown");
          List<Reply> before =
              session.replies().subList(0, session.replies().indexOf(answer)).stream()
                  .filter(reply -> reply.isStatus() && !reply.running())
                  .toList();
          trial.expect(
              before.size() == 1, "one end before the answer", before.size() + " ends before it");
        });
    stop.check("programs", "Ends all programs, with their children, before the answer", "STOP-3")
        .after("run.end", "stop.answer.running")
        .by(trial -> {
          Session session = trial.session();
          session.shell("sleep 601 & echo started; sleep 602; sleep 603").awaitStdout("started");
          session.shutdown();
          Leftovers.expectNoneNow(trial, "sleep 60", "after the answer to shutdown");
        });
    stop.check(
            "programs.background", "Ends what a program that has ended has left behind", "STOP-3")
        .after("run.end", "stop.answer.running")
        .by(trial -> {
          Session session = trial.session();
          session.shell("sleep 607 >/dev/null 2>&1 & true").end();
          session.shutdown();
          Leftovers.expectNoneNow(trial, "sleep 607", "after the answer to shutdown");
        });
    stop.check("programs.stubborn", "Ends programs that ignore SIGTERM before the answer", "STOP-3")
        .after("run.end", "stop.programs")
        .by(trial -> {
          Session session = trial.session();
          stubborn(session);
          session.shutdown();
          Leftovers.expectNoneNow(trial, "sleep 604", "after the answer to shutdown");
        });
    stop.check("services", "Ends what runs beside the commands before the answer", "STOP-4")
        .by(trial -> {
          Session session = trial.session();
          session.shutdown();
          long runtime = session.process().process().pid();
          List<ProcessHandle> left =
              trial.processes().stream().filter(each -> each.pid() != runtime).toList();
          trial.expect(
              left.isEmpty(),
              "no process but the runtime after the answer",
              TestChecks.commands(left));
        });
    stop.check("output", "Sends all output before the answer", "STOP-2", "OUT-1")
        .after("run.end", "stop.answer.running")
        .by(trial -> {
          Session session = trial.session();
          Run run =
              session.shell(
                  "trap 'printf last; exit 3' TERM; echo started; while :; do sleep 0.05; done");
          run.awaitStdout("started");
          long id = session.requestShutdown();
          Reply answer = session.answer(id, "an answer to shutdown");
          session.awaitOutputEnd(FEW_SECONDS);
          List<Reply> after =
              session.replies().stream().dropWhile(reply -> reply != answer).skip(1).toList();
          trial.expect(after.isEmpty(), "nothing after the answer to shutdown", after);
        });
    stop.check("stays", "Keeps running for a moment after the answer", "STOP-7")
        .by(trial -> {
          // on a busy machine, one try alone may deceive in either direction
          int early = 0;
          for (int i = 0; i < TRIES && early <= TRIES / 2 && i - early <= TRIES / 2; i++) {
            Session session = trial.session();
            Reply answer = session.shutdown();
            session.awaitOutputEnd(MOMENT);
            early += session.output().endedWithin(answer, MOMENT) ? 1 : 0;
          }
          trial.expect(
              early <= TRIES / 2,
              "standard output to stay open for 20 ms, as long as the input does not end",
              "its end within 20 ms");
        });
    stop.check("exit", "Exits with 0 after the answer and the end of its input", "STOP-8")
        .by(trial -> {
          Session session = trial.session();
          session.shutdown();
          session.closeInput();
          int code = session.exit("after shutdown and the end of input");
          trial.expect(code == 0, "exit code 0", code);
        });
    stop.check("exit.alone", "Exits by itself within a few seconds after the answer", "STOP-8")
        .by(trial -> {
          Session session = trial.session();
          session.shutdown();
          boolean exited = session.awaitExit(FEW_SECONDS);
          trial.expect(exited, "an exit within 10 s", "it still runs");
          int code = session.process().process().exitValue();
          trial.expect(code == 0, "exit code 0", code);
        });
    stop.check("refuses", "Refuses a run that arrives after shutdown", "STOP-9")
        .after("run.end")
        .by(trial -> {
          Session session = trial.session();
          session.requestShutdown();
          Run late = session.run(Ability.SUCCEED);
          session.awaitExit(FEW_SECONDS);
          session.process().process().destroyForcibly();
          session.awaitOutputEnd();
          List<Reply> answers = session.answers(late.id());
          trial.expect(
              answers.stream().allMatch(answer -> answer.member() == Reply.ERROR),
              "an error, or no answer",
              answers);
          trial.expect(late.events().isEmpty(), "no event of the command", late.events());
        });
    stop.check("files", "Leaves the workdir to whoever comes next", "STOP-2")
        .by(trial -> {
          Session session = worked(trial);
          session.shutdown();
          Map<String, String> before = files(trial.workdir());
          session.closeInput();
          session.awaitExit(FEW_SECONDS);
          Map<String, String> after = files(trial.workdir());
          trial.expect(
              before.equals(after),
              "the same files as at the answer",
              after + " instead of " + before);
        });
    stop.check("temporary", "Removes temporary files before the answer", "STOP-2", "END-6")
        .by(trial -> {
          Path temporary = trial.temporaryFilesIn("tmp");
          worked(trial).killAtAnswer();
          List<Path> left = TrialFiles.below(temporary);
          trial.expect(left.isEmpty(), "no files in the directory of TMPDIR", left);
        });
    return stop;
  }

  /// A session in which commands have ended, if the runtime can be asked for some.
  private static Session worked(Trial trial) throws Exception {
    Session session = trial.session();
    for (Ability ability : List.of(Ability.SUCCEED, Ability.COUNT, Ability.SHELL)) {
      if (trial.runtime().profile().command(ability).isPresent()) {
        session.run(ability, "line", "true").end();
      }
    }
    return session;
  }

  /// The files below a directory with what is in them, but for logs.
  private static Map<String, String> files(Path directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path each : TrialFiles.below(directory)) {
      String name = directory.relativize(each).toString();
      if (!name.startsWith("logs")) {
        files.put(name, Files.isRegularFile(each) ? summary(Files.readAllBytes(each)) : "");
      }
    }
    return files;
  }

  private static String summary(byte[] content) {
    return content.length + " bytes, hash " + Integer.toHexString(Arrays.hashCode(content));
  }

  private static void stubborn(Session session) throws InterruptedException {
    session
        .shell("trap '' TERM INT; echo started; sleep 604; sleep 604; sleep 604")
        .awaitStdout("started");
  }

  private static void answers(Trial trial, Session session, Duration limit)
      throws InterruptedException {
    long began = System.nanoTime();
    long id = session.requestShutdown();
    Reply answer = session.answer(id, "an answer to shutdown");
    trial.expect(
        answer.member() == Reply.SHUTDOWN, "shutdown to be answered with shutdown", answer);
    Duration took = Duration.ofNanos(answer.nanos() - began);
    trial.expect(
        took.compareTo(limit) <= 0,
        "an answer to shutdown within " + limit.toSeconds() + " s",
        took.toMillis() + " ms");
  }
}
