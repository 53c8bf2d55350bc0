package network.golem.runtime.conformance.checks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.model.SupervisorCounters;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.provider.Descriptor;

/// Usage counters of the runtime's own.
final class UsageChecks {
  private static final int MANY = 300;
  private static final int AT_ONCE = 10;
  private static final double A_FEW = 8;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(3);

  private UsageChecks() {}

  static Group group() {
    Group usage = new Group("usage", "run.end");
    usage
        .check("name", "Uses the names that the descriptor has", "USAGE-1")
        .by(trial -> {
          Set<String> declared =
              trial
                  .runtime()
                  .binary()
                  .descriptor()
                  .map(Descriptor::counters)
                  .map(Map::keySet)
                  .orElseThrow(() -> new Unmet("the runtime has no descriptor"));
          Session session = counted(trial, 1);
          String wanted = trial.asked(Ability.COUNT).counter();
          // a value that is late is the concern of usage.sent and usage.last
          boolean named =
              Trial.eventually(
                  () ->
                      names(session).stream()
                          .anyMatch(name -> declared.contains(name) && isWanted(wanted, name)),
                  LATE);
          trial.expect(named, "one of " + declared, names(session));
        });
    usage
        .check("total", "Sends the total, not an increment", "USAGE-2")
        .after("usage.name")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = counted(trial, 3);
          double total = 3 * asked.by();
          // a value that is late is the concern of usage.sent and usage.last
          boolean reached = Trial.eventually(() -> last(session, asked.counter()) == total, LATE);
          trial.expect(reached, "the total " + total, last(session, asked.counter()));
        });
    usage
        .check("sent", "Sends the newest value before the end of the command", "USAGE-8")
        .after("usage.name", "usage.total")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = trial.session();
          for (int i = 1; i <= 3; i++) {
            session.run(Ability.COUNT).end();
            double expected = i * asked.by();
            double newest = 0;
            int ends = 0;
            for (Reply reply : session.replies()) {
              if (reply.isStatus() && !reply.running() && ++ends == i) {
                break;
              }
              if (reply.isCounter() && reply.name().equals(asked.counter())) {
                newest = reply.value();
              }
            }
            trial.expect(newest == expected, "the value " + expected + " before the end", newest);
          }
        });
    usage
        .check("total.concurrent", "Counts what commands count at the same time", "USAGE-2")
        .after("usage.total")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = trial.session();
          List<Run> runs = new ArrayList<>();
          for (int i = 0; i < AT_ONCE; i++) {
            runs.add(session.run(Ability.COUNT));
          }
          int counted = 0;
          for (Run each : runs) {
            if (each.answer().member() == Reply.RUN) {
              each.end();
              counted++;
            }
          }
          double total = counted * asked.by();
          boolean reached = Trial.eventually(() -> last(session, asked.counter()) == total, LATE);
          trial.expect(
              reached,
              "the total of all commands that were accepted",
              last(session, asked.counter()) + " instead of " + total);
        });
    usage
        .check("grows", "Never sends a smaller value than before", "USAGE-3")
        .after("usage.name")
        .by(trial -> {
          Session session = counted(trial, 5);
          session.finish();
          Map<String, Double> values = new HashMap<>();
          for (Reply counter : session.counters()) {
            double before = values.getOrDefault(counter.name(), 0.0);
            trial.expect(
                counter.value() >= before,
                "a value that does not fall",
                before + ", then " + counter);
            values.put(counter.name(), counter.value());
          }
        });
    usage
        .check("finite", "Sends finite numbers only, none below 0", "USAGE-4")
        .after("usage.name")
        .by(trial -> {
          Session session = counted(trial, 3);
          for (String amount : List.of("nan", "inf", "-1", "1e308", "1e308")) {
            for (List<String> words : counting(trial, amount)) {
              Run run = session.run(words);
              if (run.answer().member() == Reply.RUN) {
                run.end();
              }
            }
          }
          session.finish();
          for (Reply counter : session.counters()) {
            trial.expect(
                Double.isFinite(counter.value()) && counter.value() >= 0,
                "a finite number that is not below 0",
                counter);
          }
        });
    usage
        .check("last", "Sends the last value before the answer to shutdown", "USAGE-5")
        .after("usage.name", "usage.total")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = counted(trial, 2);
          session.finish();
          double expected = 2 * asked.by();
          List<Reply> replies = session.replies();
          int answered = indexOf(replies, Reply.SHUTDOWN);
          double before =
              replies.subList(0, answered).stream()
                  .filter(reply -> reply.isCounter() && reply.name().equals(asked.counter()))
                  .mapToDouble(Reply::value)
                  .max()
                  .orElse(0);
          trial.expect(
              before == expected && before == last(session, asked.counter()),
              "the value " + expected + " before the answer to shutdown",
              before + " before it, " + last(session, asked.counter()) + " at the end");
        });
    usage
        .check(
            "continues",
            "Continues from the earlier total after another deploy and start",
            "USAGE-6")
        .after("usage.name")
        .after("usage.total")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          counted(trial, 1).killAtAnswer();
          for (int i = 2; i <= 3; i++) {
            Session next = counted(trial, 1);
            next.finish();
            double last = last(next, asked.counter());
            trial.expect(last == i * asked.by(), "the total " + i * asked.by(), last);
          }
        });
    usage
        .check("begins", "Begins with 0 in a new workdir", "USAGE-6")
        .after("usage.name")
        .after("usage.total")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = counted(trial, 1);
          double last = last(session, asked.counter());
          trial.expect(last == asked.by(), "the total " + asked.by(), last);
        });
    usage
        .check("tick", "Delays the answer to shutdown until the last value is reported", "USAGE-7")
        .after("usage.name")
        .by(trial -> {
          trial.bill();
          Session session = counted(trial, 1);
          long id = session.requestShutdown();
          Reply answer = session.answer(id, "an answer to shutdown");
          long counted = session.counters().getLast().nanos();
          Duration waited = Duration.ofNanos(answer.nanos() - counted);
          trial.expect(
              waited.compareTo(TICK) >= 0,
              "an answer 1.1 s after the last value",
              waited.toMillis() + " ms");
        });
    usage
        .check("rate", "Sends a counter at most a few times a second", "USAGE-9")
        .after("usage.name")
        .after("usage.grows")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          for (List<String> words : counting(trial, String.valueOf(MANY))) {
            Session counting = trial.session();
            counting.run(words).end();
            counting.settle();
            long values = counting.counters().size();
            trial.expect(values <= MANY / 4, "a few values for " + MANY + " units", values);
          }
          Session session = trial.session();
          long began = System.nanoTime();
          for (int i = 0; i < MANY; i++) {
            session.run(Ability.COUNT);
          }
          // the events of a later command come after all of these only if they are waited for
          session.await(
              "the ends of " + MANY + " commands", () -> ends(session) >= MANY ? "" : null);
          double seconds = (System.nanoTime() - began) / 1e9;
          long values =
              session.counters().stream()
                  .filter(each -> each.name().equals(asked.counter()))
                  .count();
          // each end may need the newest value before it
          trial.expect(
              values <= MANY + A_FEW * (seconds + 1),
              "no more values than ends, and a few a second",
              values + " values for " + MANY + " ends");
        });
    usage
        .check("foreign", "Does not send what the supervisor measures itself", "USAGE-10")
        .after("usage.name")
        .by(trial -> {
          Session session = counted(trial, 1);
          session.finish();
          for (Reply counter : session.counters()) {
            trial.expect(
                !SupervisorCounters.NAMES.contains(counter.name()),
                "counters of its own",
                counter.name());
          }
        });
    return usage;
  }

  private static boolean isWanted(String wanted, String name) {
    return wanted.isEmpty() || wanted.equals(name);
  }

  /// The command with another amount in place of the one that it counts by; none if its last word
  /// is not that amount.
  private static List<List<String>> counting(Trial trial, String amount) {
    ProfileCommand command = trial.asked(Ability.COUNT);
    List<String> words = new ArrayList<>(command.call(Map.of(), List.of()));
    String last = words.getLast();
    if (!last.matches("[0-9.]+") || Double.parseDouble(last) != command.by()) {
      return List.of();
    }
    words.set(words.size() - 1, amount);
    return List.of(words);
  }

  private static long ends(Session session) {
    return session.replies().stream().filter(reply -> reply.isStatus() && !reply.running()).count();
  }

  private static int indexOf(List<Reply> replies, int member) {
    for (int i = 0; i < replies.size(); i++) {
      if (replies.get(i).member() == member) {
        return i;
      }
    }
    return replies.size();
  }

  private static Session counted(Trial trial, int times) throws Exception {
    Session session = trial.session();
    for (int i = 0; i < times; i++) {
      Run run = session.run(Ability.COUNT);
      run.end();
    }
    session.settle();
    return session;
  }

  private static Set<String> names(Session session) {
    return session.counters().stream().map(Reply::name).collect(Collectors.toSet());
  }

  private static double last(Session session, String name) {
    List<Reply> all =
        session.counters().stream().filter(counter -> counter.name().equals(name)).toList();
    return all.isEmpty() ? 0 : all.getLast().value();
  }
}
