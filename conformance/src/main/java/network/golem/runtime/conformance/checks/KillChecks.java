package network.golem.runtime.conformance.checks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.Reply;

/// `kill`, which today's supervisor never sends.
final class KillChecks {
  private static final int SIGINT = 2;
  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;
  private static final int TRIES = 10;

  private KillChecks() {}

  static Group group() {
    Group kill = new Group("kill", "run.end");
    kill.check("answer.unknown", "Answers a kill of no command with NOT_FOUND", "KILL-1")
        .by(trial -> notFound(trial, trial.session().kill(12345, SIGTERM)));
    kill.check("answer.ended", "Answers a kill of an ended command with NOT_FOUND", "KILL-1")
        .by(trial -> {
          Session session = trial.session();
          Run ended = session.run(Ability.SUCCEED);
          ended.end();
          // the event may be sent a moment before the runtime itself forgets the command
          Reply answer = session.kill(ended.pid(), SIGTERM);
          for (int i = 0; i < TRIES && answer.member() == Reply.KILL; i++) {
            session.settle();
            answer = session.kill(ended.pid(), SIGTERM);
          }
          notFound(trial, answer);
        });
    kill.check("answer", "Answers the kill of a running command", "KILL-1")
        .by(trial -> {
          Session session = trial.session();
          Run sleeping = session.run(Ability.SLEEP, "seconds", 600);
          Reply answer = session.kill(sleeping.pid(), SIGTERM);
          trial.expect(answer.member() == Reply.KILL, "kill to be answered with kill", answer);
        });
    kill.check("answer.at-once", "Answers a kill before the command has ended", "KILL-1")
        .after("kill.answer")
        .by(trial -> {
          Path reacted = trial.directory("other").resolve("reacted");
          Session session = trial.session();
          Run program = reacting(session, "sleep 1", reacted);
          Reply answer = session.kill(program.pid(), SIGTERM);
          Reply end = program.end();
          needReaction(reacted);
          List<Reply> all = session.replies();
          trial.expect(
              all.indexOf(answer) < all.indexOf(end), "the answer before the end", "it behind it");
        });
    for (int signal : new int[] {SIGTERM, SIGINT, SIGKILL}) {
      String name = signal == SIGTERM ? "sigterm" : signal == SIGINT ? "sigint" : "sigkill";
      kill.check("end." + name, "Ends the command at " + name.toUpperCase(Locale.ROOT), "KILL-2")
          .after("kill.answer")
          .by(trial -> {
            Session session = trial.session();
            Run sleeping = session.run(Ability.SLEEP, "seconds", 600);
            session.kill(sleeping.pid(), signal);
            int code = sleeping.end().returnCode();
            trial.expect(code != 0, "an exit code other than 0", code);
          });
    }
    kill.check("end.once", "Ends a killed command exactly once", "KILL-2", "RUN-2")
        .after("kill.answer")
        .by(trial -> {
          Session session = trial.session();
          Run sleeping = session.run(Ability.SLEEP, "seconds", 600);
          session.kill(sleeping.pid(), SIGTERM);
          sleeping.end();
          session.kill(sleeping.pid(), SIGKILL);
          session.finish(); // until then, another end may follow
          long ends = sleeping.events().stream().filter(event -> !event.running()).count();
          trial.expect(ends == 1, "one end", ends + " ends");
        });
    kill.check(
            "output", "Sends what a killed program still prints before its end", "RUN-4", "OUT-1")
        .after("kill.answer", "run.end.last")
        .by(trial -> {
          Path printed = trial.directory("other").resolve("printed");
          Session session = trial.session();
          Run program = reacting(session, "sleep 0.1; echo bye", printed);
          session.kill(program.pid(), SIGTERM);
          program.end();
          session.finish();
          List<Reply> late = program.events().stream().dropWhile(Reply::running).skip(1).toList();
          trial.expect(late.isEmpty(), "nothing after the end", late);
          needReaction(printed);
          trial.expect(program.stdout().contains("bye"), "'bye' before the end", program.stdout());
        });
    kill.check("children", "Kills a program with everything that it has started", "KILL-3")
        .after("kill.answer")
        .by(trial -> killsTree(trial, SIGKILL, "sleep 600", "after the kill of its command"));
    kill.check(
            "children.sigterm", "Sends SIGTERM to everything that a program has started", "KILL-3")
        .after("kill.answer")
        .by(trial -> killsTree(trial, SIGTERM, "sleep 605", "after SIGTERM to its command"));
    kill.check("children.signal", "Sends the signal to what a program has started", "KILL-3")
        .after("kill.answer", "kill.output")
        .by(trial -> {
          Session session = trial.session();
          String child =
              "trap \"echo ended; exit 0\" TERM; echo begun; while :; do sleep 0.05; done";
          Run tree = session.shell("trap : TERM; sh -c '" + child + "' & wait; wait");
          tree.awaitStdout("begun");
          session.kill(tree.pid(), SIGTERM);
          tree.end();
          trial.expect(tree.stdout().contains("ended"), "the child's 'ended'", tree.stdout());
        });
    kill.check("code", "Reports 128 plus the number of the signal", "KILL-3")
        .after("kill.answer")
        .by(trial -> {
          for (int signal : new int[] {SIGTERM, SIGKILL}) {
            Session session = trial.session();
            Run program = session.shell("echo started; exec sleep 600");
            program.awaitStdout("started");
            session.kill(program.pid(), signal);
            int code = program.end().returnCode();
            trial.expect(code == 128 + signal, "exit code " + (128 + signal), code);
          }
        });
    kill.check("signal.zero", "Touches no process if the signal is 0", "KILL-4")
        .by(trial -> {
          Reply answer = killsNothing(trial, 0);
          trial.expect(
              answer.member() == Reply.KILL || isBadRequest(answer),
              "kill, or BAD_REQUEST (2)",
              answer);
        });
    for (int number : new int[] {-1, 1000}) {
      String name = number < 0 ? "negative" : "large";
      kill.check(
              "signal." + name, "Refuses a number that is not a signal with BAD_REQUEST", "KILL-4")
          .by(trial -> {
            Reply answer = killsNothing(trial, number);
            trial.expect(isBadRequest(answer), "BAD_REQUEST (2)", answer);
          });
    }
    kill.check("others", "Keeps all other commands running", "KILL-5")
        .after("kill.answer", "kill.end.sigterm")
        .by(trial -> {
          Session session = trial.session();
          Run killed = session.run(Ability.SLEEP, "seconds", 600);
          Run other = session.run(Ability.SLEEP, "seconds", 600);
          other.pid();
          session.kill(killed.pid(), SIGTERM);
          killed.end();
          session.settle();
          trial.expect(
              other.events().stream().allMatch(Reply::running),
              "the other command to run",
              "its end");
          session.kill(other.pid(), SIGTERM);
          other.end();
        });
    return kill;
  }

  /// @param child what the program starts, unlike what any other check starts
  private static void killsTree(Trial trial, int signal, String child, String when)
      throws Exception {
    Session session = trial.session();
    Run tree = session.shell(child + " & echo started; wait");
    tree.awaitStdout("started");
    session.kill(tree.pid(), signal);
    tree.end();
    Leftovers.expectNone(trial, child, when);
  }

  /// The answer to a kill that must not end its command.
  private static Reply killsNothing(Trial trial, int signal) throws Exception {
    Session session = trial.session();
    Run sleeping = session.run(Ability.SLEEP, "seconds", 600);
    sleeping.awaitEvent();
    Reply answer = session.kill(sleeping.pid(), signal);
    session.settle();
    trial.expect(
        sleeping.events().stream().allMatch(Reply::running), "the command to run", "its end");
    return answer;
  }

  private static boolean isBadRequest(Reply answer) {
    return answer.member() == Reply.ERROR && answer.errorCode() == 2;
  }

  /// Runs a program that reacts to SIGTERM in its own time, and waits until it is ready to.
  ///
  /// @param reaction a shell line, executed first
  /// @param reacted created when that has happened
  private static Run reacting(Session session, String reaction, Path reacted) throws Exception {
    Run program =
        session.shell(
            "trap '"
                + reaction
                + "; touch \""
                + reacted
                + "\"; exit 3' TERM; echo begun; while :; do sleep 0.05; done");
    program.awaitStdout("begun");
    return program;
  }

  /// A runtime may turn SIGTERM into SIGKILL; then nothing can be said.
  private static void needReaction(Path reacted) throws Unmet {
    if (!Files.exists(reacted)) {
      throw new Unmet("the program was not left to react to SIGTERM");
    }
  }

  private static void notFound(Trial trial, Reply answer) {
    trial.expect(
        answer.member() == Reply.ERROR && answer.errorCode() == 1, "NOT_FOUND (1)", answer);
  }
}
