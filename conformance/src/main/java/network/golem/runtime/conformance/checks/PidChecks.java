package network.golem.runtime.conformance.checks;

import java.util.HashSet;
import java.util.Set;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.Reply;

/// The pids of commands.
final class PidChecks {
  /// More than a number of one byte can tell apart.
  private static final int MANY = 260;

  private PidChecks() {}

  static void addTo(Group run) {
    run.check("pids.different", "Gives commands that run at the same time different pids", "RUN-5")
        .after("run.answer.at-once")
        .by(trial -> {
          Session session = trial.session();
          Set<Long> pids = new HashSet<>();
          for (int i = 0; i < 3; i++) {
            Run each = session.run(Ability.SLEEP, "seconds", 600);
            if (i > 0 && each.answer().member() == Reply.ERROR) {
              throw new Unmet("it refuses a command while another one runs");
            }
            long pid = each.pid();
            trial.expect(pids.add(pid), "a pid of its own", "pid " + pid + " again");
          }
        });
    run.check("pids.unique", "Never uses a pid twice in a session", "RUN-6")
        .after("run.pids.different")
        .by(trial -> {
          Set<Long> pids = new HashSet<>();
          for (Run each : RunChecks.several(trial, Ability.SUCCEED)) {
            trial.expect(pids.add(each.pid()), "a new pid", "pid " + each.pid() + " again");
          }
        });
    run.check("pids.many", "Never uses a pid twice, however many commands there are", "RUN-6")
        .after("run.pids.unique")
        .by(trial -> {
          Session session = trial.session();
          Set<Long> pids = new HashSet<>();
          for (int i = 0; i < MANY; i++) {
            Run each = session.run(Ability.SUCCEED);
            trial.expect(
                pids.add(each.pid()), "a new pid for each command", "a pid that was used before");
            each.end();
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
  }
}
