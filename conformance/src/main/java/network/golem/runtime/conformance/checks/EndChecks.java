package network.golem.runtime.conformance.checks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.TrialFiles;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.RequestBytes;

/// All other ends: of the input, of the output, by a signal.
final class EndChecks {
  private static final int HEXADECIMAL = 16;
  private static final Duration FIVE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(200);
  private static final int MUCH = 8 * 1024 * 1024;

  private EndChecks() {}

  static Group group() {
    Group end = new Group("end", "start.stays");
    end.check("input", "Exits when its input ends", "END-1")
        .by(trial -> {
          Session session = trial.session();
          session.closeInput();
          session.exit("after the end of input");
        });
    end.check("input.at-once", "Exits when its input ends before any request", "END-1")
        .by(trial -> {
          Session session = trial.start();
          session.closeInput();
          session.exit("after the end of input");
        });
    end.check("input.soon", "Exits within five seconds of the end of input", "END-1")
        .after("end.input")
        .by(trial -> {
          Session session = trial.session();
          if (trial.runtime().profile().command(Ability.SLEEP).isPresent()) {
            session.run(Ability.SLEEP, "seconds", 600).awaitEvent();
          }
          session.closeInput();
          trial.expect(session.awaitExit(FIVE), "an exit within five seconds", "it still runs");
        });
    end.check(
            "input.answers", "Answers requests that have arrived before the end of input", "END-1")
        .after("end.input")
        .by(trial -> {
          Session session = trial.session();
          List<Long> ids = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            ids.add(session.newId());
          }
          session.sendRaw(
              RequestFrameChecks.joined(
                  ids.stream().map(id -> RequestBytes.hello(id, "0.1.0")).toList()),
              "20 hellos at once");
          session.closeInput();
          for (long id : ids) {
            session.answer(id, "an answer to each of 20 hellos before the end of input");
          }
        });
    end.check("input.programs", "Ends all programs when its input ends", "END-1", "END-5")
        .after("end.input", "run.end", "stop.programs")
        .by(trial -> {
          Session session = trial.session();
          session.shell("sleep 611 & echo started; sleep 612; true").awaitStdout("started");
          session.closeInput();
          session.exit("after the end of input");
          Leftovers.expectNone(trial, "sleep 61", "after the end of input");
        });
    end.check("input.unread", "Exits when its input ends, even if its output is not read", "END-1")
        .after("end.input", "run.end")
        .by(trial -> {
          Session session = trial.session();
          session.pauseReading();
          session.run(Ability.FLOOD, "bytes", MUCH);
          session.output().awaitFullPipe();
          session.closeInput();
          session.exit("after the end of input, with its output not read");
        });
    end.check("output", "Keeps standard output open while the session lasts", "END-2")
        .after("run.end")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.SUCCEED).end();
          session.run(List.of("golem-check-no-such-command")).answer();
          session.hello();
          if (trial.runtime().profile().command(Ability.FAIL).isPresent()) {
            session.run(Ability.FAIL).end();
            session.hello();
          }
        });
    end.check("output.gone", "Exits when nobody reads its output any more", "END-4")
        .by(trial -> {
          Session session = trial.session();
          session.closeOutput();
          // a process that is just being started may still hold a copy of our end of the pipe
          long deadline = System.nanoTime() + trial.patience().toNanos();
          do {
            session.send(RequestBytes.hello(session.newId(), "0.1.0"));
          } while (!session.awaitExit(BETWEEN_REQUESTS) && System.nanoTime() < deadline);
          trial.expect(
              !session.isAlive(),
              "the runtime to exit after its output is not read any more",
              "it still runs");
        });
    for (String name : List.of("TERM", "INT")) {
      String id = "signal." + name.toLowerCase(Locale.ROOT);
      end.check(id, "Exits at SIG" + name, "END-3")
          .by(trial -> {
            Session session = trial.session();
            signal(session, name);
            session.exit("after SIG" + name);
          });
      end.check(id + ".programs", "Ends all programs at SIG" + name, "END-3", "END-5")
          .after("end." + id, "run.end", "stop.programs")
          .by(trial -> {
            Session session = trial.session();
            session.shell("sleep 621 & echo started; sleep 622; true").awaitStdout("started");
            signal(session, name);
            session.exit("after SIG" + name);
            Leftovers.expectNone(trial, "sleep 62", "after SIG" + name);
          });
      end.check(id + ".ends", "Ends a running command with an event at SIG" + name, "END-3")
          .after("end." + id, "run.end")
          .by(trial -> {
            Session session = trial.session();
            Run sleeping = session.run(Ability.SLEEP, "seconds", 600);
            sleeping.awaitEvent();
            signal(session, name);
            session.exit("after SIG" + name);
            session.awaitOutputEnd();
            trial.expect(
                sleeping.events().stream().anyMatch(event -> !event.running()),
                "the end of the command before the runtime's own",
                "none");
          });
    }
    end.check("killed.programs", "Leaves no program behind if it is killed", "END-5")
        .after("run.end")
        .by(trial -> {
          Session session = trial.session();
          session.shell("echo started; exec sleep 631").awaitStdout("started");
          session.process().process().destroyForcibly().waitFor();
          Leftovers.expectNone(trial, "sleep 631", "after SIGKILL of the runtime");
        });
    end.check("files", "Leaves no temporary files outside the workdir", "END-6")
        .by(trial -> {
          Path temporary = trial.temporaryFilesIn("tmp");
          Session session = trial.session();
          session.run(Ability.SUCCEED).end();
          if (trial.runtime().profile().command(Ability.SHELL).isPresent()) {
            session.shell("true").end();
          }
          session.finish();
          List<Path> files = TrialFiles.below(temporary);
          trial.expect(files.isEmpty(), "no files in the directory of TMPDIR", files);
        });
    end.check("leftovers", "Leaves no process behind after shutdown", "STOP-4", "STOP-3")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.SUCCEED).end();
          session.finish();
          boolean gone = trial.eventually(() -> trial.processes().isEmpty());
          trial.expect(gone, "no process", TestChecks.commands(trial.processes()));
        });
    end.check("exit-code", "Exits with another code than 0 if it has to give up", "RUN-12")
        .after("frame.garbage.endless", "run.end")
        .by(trial -> {
          Session session = trial.session();
          if (trial.runtime().profile().command(Ability.SLEEP).isPresent()) {
            session.run(Ability.SLEEP, "seconds", 600).awaitEvent();
          }
          session.sendRaw(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, "no frame");
          int code = session.exit("after input that is not a frame");
          trial.expect(code != 0, "an exit code other than 0 while a session lasts", code);
        });
    return end;
  }

  /// @throws Unmet if the runtime was started with the signal ignored, as ours may have been
  private static void signal(Session session, String name)
      throws IOException, InterruptedException {
    long pid = session.process().process().pid();
    int number = name.equals("INT") ? 2 : 15;
    Path status = Path.of("/proc", Long.toString(pid), "status");
    Set<String> ignored =
        Files.exists(status)
            ? Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .collect(Collectors.toSet())
            : Set.of();
    for (String line : ignored) {
      long mask =
          Long.parseUnsignedLong(line.substring(line.indexOf(':') + 1).strip(), HEXADECIMAL);
      if ((mask >> (number - 1) & 1) != 0) {
        throw new Unmet("this tool was started with SIG" + name + " ignored, and so are runtimes");
      }
    }
    new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
  }
}
