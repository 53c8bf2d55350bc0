package network.golem.runtime.conformance.checks;

import java.util.List;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// States.
final class StateChecks {
  private StateChecks() {}

  static Group group() {
    Group state = new Group("state", "run.end");
    state
        .check("name", "Gives a state a name", "STATE-2")
        .by(trial -> {
          for (Reply each : states(trial)) {
            trial.expect(!each.name().isEmpty(), "a name", each);
          }
        });
    state
        .check("json", "Gives a state a value that is JSON", "STATE-2")
        .by(trial -> {
          for (Reply each : states(trial)) {
            boolean valid = true;
            try {
              valid = !JsonMapper.shared().readTree(each.stateValue()).isMissingNode();
            } catch (JacksonException _) {
              valid = false;
            }
            trial.expect(valid, "JSON", MessageText.quoted(each.stateValue()));
          }
        });
    return state;
  }

  private static List<Reply> states(Trial trial) throws Exception {
    Session session = trial.session();
    session.run(Ability.STATE).end();
    session.settle();
    List<Reply> states = session.replies().stream().filter(Reply::isState).toList();
    trial.expect(!states.isEmpty(), "a state event", "none");
    return states;
  }
}
