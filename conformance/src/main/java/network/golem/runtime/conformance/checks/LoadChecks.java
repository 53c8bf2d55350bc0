package network.golem.runtime.conformance.checks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.Reply;

/// Many commands, much output, and what a runtime needs for it.
final class LoadChecks {
  private static final int MIB = 1024 * 1024;
  private static final int THOUSAND = 1000;
  private static final int FLOOD = 64 * MIB;
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration FEW_SECONDS = Duration.ofSeconds(5);
  private static final int PAUSES = 8;

  /// What a runtime may gain by a thousand commands after the first thousand.
  private static final int GAIN_MIB = 64;

  private static final int GAIN_COUNT = 16;

  private LoadChecks() {}

  static Group group() {
    Group load = new Group("load", "run.end");
    load.check("start", "Answers hello within a few seconds of its start", "LOAD-4")
        .alone(LIMIT)
        .by(trial -> {
          trial.deploy().succeeds();
          trial.start().hello();
          Duration took = trial.startTimes().getFirst();
          trial.expect(
              took.compareTo(FEW_SECONDS) < 0, "an answer within 5 s", took.toMillis() + " ms");
        });
    load.check("one-by-one", "Executes a thousand commands one after the other", "LOAD-1", "RUN-2")
        .alone(LIMIT)
        .after("load.start")
        .by(trial -> {
          Session session = trial.session();
          for (int i = 0; i < THOUSAND; i++) {
            session.run(Ability.SUCCEED).end();
          }
        });
    load.check("at-once", "Ends each of a thousand commands that are requested at once", "LOAD-2")
        .alone(LIMIT)
        .after("load.start")
        .by(trial -> {
          Session session = trial.session();
          List<Run> runs = new ArrayList<>();
          for (int i = 0; i < THOUSAND; i++) {
            runs.add(session.run(Ability.SUCCEED));
          }
          for (Run each : runs) {
            if (each.answer().member() == Reply.RUN) {
              each.end();
            }
          }
          session.settle();
          for (Run each : runs) {
            long ends = each.events().stream().filter(event -> !event.running()).count();
            trial.expect(ends <= 1, "one end of each command", ends + " ends");
          }
        });
    load.check("output", "Delivers 64 MiB of output", "LOAD-3")
        .alone(LIMIT)
        .after("load.start", "out.waits")
        .by(trial -> OutputChecks.flood(trial, FLOOD, trial.session()));
    load.check(
            "sleeping-reader",
            "Delivers 64 MiB to a reader that sleeps in between",
            "LOAD-3",
            "OUT-4")
        .after("load.output")
        .alone(LIMIT)
        .by(trial -> {
          Session session = trial.session();
          Run run = session.run(Ability.FLOOD, "bytes", FLOOD);
          for (int i = 0; i < PAUSES; i++) {
            session.output().pauseAsItIs();
            session.output().awaitFullPipe();
            session.output().resume();
          }
          run.end();
          long length = run.events().stream().mapToLong(Reply::stdoutLength).sum();
          trial.expect(length == FLOOD, FLOOD + " bytes", length + " bytes");
        });
    load.check("memory", "Needs no more memory after another thousand commands", "LOAD-1")
        .after("load.one-by-one")
        .alone(LIMIT)
        .by(trial -> flat(trial, "VmRSS", "MiB of memory", 1024, GAIN_MIB));
    load.check("threads", "Has no more threads after another thousand commands", "LOAD-1")
        .after("load.one-by-one")
        .alone(LIMIT)
        .by(trial -> flat(trial, "Threads", "threads", 1, GAIN_COUNT));
    load.check("descriptors", "Has no more descriptors after another thousand commands", "LOAD-1")
        .after("load.one-by-one")
        .alone(LIMIT)
        .by(trial -> {
          Session session = trial.session();
          thousand(session);
          long before = descriptors(session);
          thousand(session);
          long after = descriptors(session);
          trial.expect(
              after <= before + GAIN_COUNT,
              "no more descriptors than after the first thousand",
              before + ", then " + after);
        });
    load.check("memory.output", "Holds back a command whose output is not read", "OUT-8")
        .after("load.output")
        .alone(LIMIT)
        .by(trial -> {
          Session session = trial.session();
          long before = status(session, "VmRSS") / 1024;
          session.pauseReading();
          session.run(Ability.FLOOD, "bytes", 4 * FLOOD);
          session.output().awaitFullPipe();
          session.awaitQuiet();
          long after = status(session, "VmRSS") / 1024;
          trial.expect(
              after <= before + FLOOD / MIB * 2,
              "less memory than the output that waits",
              before + " MiB, then " + after + " MiB");
        });
    return load;
  }

  private static void thousand(Session session) throws InterruptedException {
    for (int i = 0; i < THOUSAND; i++) {
      session.run(Ability.SUCCEED).end();
    }
  }

  private static void flat(Trial trial, String key, String what, int unit, int gain)
      throws Exception {
    Session session = trial.session();
    thousand(session);
    long before = status(session, key) / unit;
    thousand(session);
    long after = status(session, key) / unit;
    trial.expect(
        after <= before + gain,
        "no more " + what + " than after the first thousand",
        before + ", then " + after);
  }

  /// A number in the process's status.
  private static long status(Session session, String key) throws IOException {
    Path file = proc(session, "status");
    if (!Files.exists(file)) {
      throw new Unmet("this system has no /proc");
    }
    return Files.readAllLines(file, ISO_8859_1).stream()
        .filter(line -> line.startsWith(key + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow(() -> new Unmet("/proc does not say " + key));
  }

  private static long descriptors(Session session) throws IOException {
    try (Stream<Path> all = Files.list(proc(session, "fd"))) {
      return all.count();
    }
  }

  private static Path proc(Session session, String file) {
    return Path.of("/proc", Long.toString(session.process().process().pid()), file);
  }
}
