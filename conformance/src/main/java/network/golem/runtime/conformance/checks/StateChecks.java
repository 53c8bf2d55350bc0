package network.golem.runtime.conformance.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// States.
final class StateChecks {
  private static final int SEVERAL = 4;

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
    state
        .check("order", "Sends states in the order in which they were entered", "STATE-3")
        .after("state.json")
        .by(trial -> {
          List<String> words = trial.asked(Ability.STATE).call(Map.of(), List.of());
          if (!words.getLast().contains("1")) {
            throw new Unmet(
                "the last word of the command 'state' has no 1 that could be counted up");
          }
          Session session = trial.session();
          List<String> expected = new ArrayList<>();
          for (int i = 1; i <= SEVERAL; i++) {
            List<String> each = new ArrayList<>(words);
            each.set(words.size() - 1, words.getLast().replace("1", String.valueOf(i)));
            expected.add(each.getLast());
            session.run(each).end();
          }
          session.settle();
          List<String> seen =
              session.replies().stream()
                  .filter(Reply::isState)
                  .map(each -> new String(each.stateValue(), UTF_8))
                  .toList();
          trial.expect(seen.equals(expected), "the states " + expected, seen);
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
