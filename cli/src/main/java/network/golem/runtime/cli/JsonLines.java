package network.golem.runtime.cli;

import network.golem.runtime.supervisor.model.ExeResult;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.RequestorView;
import network.golem.runtime.supervisor.model.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Prints one JSON object per line, as a node sends them to a requestor: results, streamed events,
/// state and usage. Two kinds of lines are our own: `falseSuccess`, if a node would report a
/// failure as a success, and the last line, the total usage and its cost.
final class JsonLines extends Listener {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  JsonLines(Style style) {
    super(style);
  }

  @Override
  void print(PlayEvent event) {
    RequestorView.of(event).forEach(this::line);
    switch (event) {
      case PlayEvent.CommandEnded ended -> {
        ExeResult result = ended.result();
        if (!result.explanation().isEmpty()) {
          warn("command " + ended.position().index() + ": " + result.explanation());
        }
        if (!result.succeeded()) {
          keptLog().ifPresent(err::println);
        }
      }
      case PlayEvent.Warning warning -> warn(warning.sentence());
      case PlayEvent.FalseSuccess untrue -> line(falseSuccessLine(untrue));
      case PlayEvent.RuntimeSaid text -> runtimeSaid(text.bytes());
      case PlayEvent.NetworkNews news -> {
        endRuntimesLine();
        err.println("network: " + news.sentence());
      }
      case PlayEvent.Ended over -> line(cost(over.usage()));
      case PlayEvent.Began _,
          PlayEvent.StateChanged _,
          PlayEvent.CommandBegan _,
          PlayEvent.Output _,
          PlayEvent.Progress _,
          PlayEvent.UsageReported _ -> {}
    }
    out.flush();
  }

  private void line(JsonNode object) {
    out.print(object + "\n");
  }

  private static ObjectNode falseSuccessLine(PlayEvent.FalseSuccess untrue) {
    ObjectNode object = MAPPER.createObjectNode();
    object
        .putObject("falseSuccess")
        .put("batch_id", untrue.position().batch())
        .put("index", untrue.position().index())
        .put("message", untrue.sentence());
    return object;
  }

  private static ObjectNode cost(Usage usage) {
    ObjectNode object = MAPPER.createObjectNode();
    ArrayNode lines = object.putArray("usage");
    for (Usage.Line line : usage.lines()) {
      ObjectNode each = lines.addObject();
      each.put("counter", line.property());
      each.put("amount", line.amount());
      each.put("reported", line.reported().orElse(null));
      each.put("price", line.price());
      each.put("cost", line.cost());
    }
    object.put("initialPrice", usage.initialPrice());
    object.put("cost", usage.cost());
    return object;
  }
}
