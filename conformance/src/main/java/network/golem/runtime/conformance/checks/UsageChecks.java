package network.golem.runtime.conformance.checks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.provider.Descriptor;

/// Usage counters of the runtime's own.
final class UsageChecks {
  private static final Set<String> OF_SUPERVISOR =
      Set.of(
          "golem.usage.duration_sec",
          "golem.usage.cpu_sec",
          "golem.usage.gib",
          "golem.usage.storage_gib");

  private static final int MANY = 300;
  private static final double A_FEW = 8;
  private static final Duration TICK = Duration.ofSeconds(1);

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
          for (Reply counter : session.counters()) {
            trial.expect(declared.contains(counter.name()), "one of " + declared, counter.name());
          }
        });
    usage
        .check("sent", "Sends the newest value before the end of the command", "USAGE-8")
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
        .check("total", "Sends the total, not an increment", "USAGE-2")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = counted(trial, 3);
          session.finish();
          double last = last(session, asked.counter());
          trial.expect(last == 3 * asked.by(), "the total " + 3 * asked.by(), last);
        });
    usage
        .check("grows", "Never sends a smaller value than before", "USAGE-3")
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
        .by(trial -> {
          Session session = counted(trial, 3);
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
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = counted(trial, 2);
          session.finish();
          List<Reply> replies = session.replies();
          int answered = indexOf(replies, Reply.SHUTDOWN);
          double before =
              replies.subList(0, answered).stream()
                  .filter(reply -> reply.isCounter() && reply.name().equals(asked.counter()))
                  .mapToDouble(Reply::value)
                  .max()
                  .orElse(0);
          trial.expect(
              before == last(session, asked.counter()) && before == 2 * asked.by(),
              "the last value before the answer to shutdown",
              before + " before it, " + last(session, asked.counter()) + " at the end");
        });
    usage
        .check(
            "continues",
            "Continues from the earlier total after another deploy and start",
            "USAGE-6")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          counted(trial, 1).finish();
          Session second = counted(trial, 1);
          second.finish();
          double last = last(second, asked.counter());
          trial.expect(last == 2 * asked.by(), "the total " + 2 * asked.by(), last);
        });
    usage
        .check("begins", "Begins with 0 in a new workdir", "USAGE-6")
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
          Session session = counted(trial, 1);
          double last = last(session, asked.counter());
          trial.expect(last == asked.by(), "the total " + asked.by(), last);
        });
    usage
        .check("tick", "Delays the answer to shutdown until the last value is reported", "USAGE-7")
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
        .by(trial -> {
          ProfileCommand asked = trial.asked(Ability.COUNT);
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
        .by(trial -> {
          Session session = counted(trial, 1);
          session.finish();
          for (Reply counter : session.counters()) {
            trial.expect(
                !OF_SUPERVISOR.contains(counter.name()), "counters of its own", counter.name());
          }
        });
    return usage;
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

  private static double last(Session session, String name) {
    List<Reply> all =
        session.counters().stream().filter(counter -> counter.name().equals(name)).toList();
    return all.isEmpty() ? 0 : all.getLast().value();
  }
}
