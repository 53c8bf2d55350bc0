package network.golem.runtime.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.ActivityState;
import network.golem.runtime.supervisor.Captured;
import network.golem.runtime.supervisor.CommandResult;
import network.golem.runtime.supervisor.Place;
import network.golem.runtime.supervisor.PlayEvent;
import network.golem.runtime.supervisor.Usage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One JSON object a line, in the shapes in which a node tells a requestor: results, streamed
/// events, state and usage. Two kinds of lines are our own: `falseSuccess`, where a node reports a
/// success that is none, and the last one, which says what was used in all, and what it costs.
final class JsonLines extends Listener {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  JsonLines(Style style, boolean explain) {
    super(style, explain);
  }

  @Override
  void print(PlayEvent event) {
    switch (event) {
      case PlayEvent.StateChanged changed -> line(state(changed.state(), changed.reason()));
      case PlayEvent.CommandBegan begun -> {
        ObjectNode kind = MAPPER.createObjectNode();
        kind.putObject("started").set("command", MAPPER.readTree(begun.json()));
        line(event(begun.place(), kind));
      }
      case PlayEvent.Output output -> {
        if (output.streamed().isPresent()) {
          ObjectNode kind = MAPPER.createObjectNode();
          kind.set(output.stderr() ? "stderr" : "stdout", captured(output.streamed()));
          line(event(output.place(), kind));
        }
      }
      case PlayEvent.Progress progress -> {
        if (progress.asked()) {
          line(event(progress.place(), progress(progress)));
        }
      }
      case PlayEvent.CommandEnded ended -> ended(ended.place(), ended.result());
      case PlayEvent.UsageReported usage -> line(usage(usage.vector()));
      case PlayEvent.Warning warning -> warn(warning.sentence());
      case PlayEvent.FalseSuccess untrue -> line(falseSuccessLine(untrue));
      case PlayEvent.RuntimeSaid text -> runtimeSaid(text.bytes());
      case PlayEvent.NetworkNews news -> {
        endRuntimesLine();
        err.println("network: " + news.sentence());
      }
      case PlayEvent.Ended over -> line(cost(over.usage()));
      case PlayEvent.Began _ -> {}
    }
    out.flush();
  }

  private void line(JsonNode object) {
    out.print(object + "\n");
  }

  private static ObjectNode state(ActivityState state, String reason) {
    ObjectNode object = MAPPER.createObjectNode();
    ArrayNode pair = object.putArray("state");
    pair.add(state.current().toString());
    state.pending().ifPresentOrElse(next -> pair.add(next.toString()), pair::addNull);
    if (!reason.isEmpty()) {
      object.put("reason", reason);
    }
    return object;
  }

  private static ObjectNode event(Place place, ObjectNode kind) {
    ObjectNode object = MAPPER.createObjectNode();
    object.put("batch_id", place.batch());
    object.put("index", place.index());
    object.put("timestamp", Instant.now().atOffset(ZoneOffset.UTC).toLocalDateTime().toString());
    object.set("kind", kind);
    return object;
  }

  private static ObjectNode falseSuccessLine(PlayEvent.FalseSuccess untrue) {
    ObjectNode object = MAPPER.createObjectNode();
    object
        .putObject("falseSuccess")
        .put("batch_id", untrue.place().batch())
        .put("index", untrue.place().index())
        .put("message", untrue.sentence());
    return object;
  }

  private static ObjectNode progress(PlayEvent.Progress progress) {
    ObjectNode kind = MAPPER.createObjectNode();
    ObjectNode object = kind.putObject("progress");
    object.putArray("step").add(0).add(1);
    object.putNull("message");
    ArrayNode done = object.putArray("progress").add(progress.done());
    progress.total().ifPresentOrElse(done::add, done::addNull);
    object.put("unit", "Bytes");
    return kind;
  }

  private void ended(Place place, CommandResult result) {
    ObjectNode kind = MAPPER.createObjectNode();
    ObjectNode finished = kind.putObject("finished");
    finished.put("return_code", result.code());
    finished.put("message", result.message().orElse(null));
    line(event(place, kind));
    ObjectNode object = MAPPER.createObjectNode();
    object.put("index", place.index());
    object.put("result", result.succeeded() ? "Ok" : "Error");
    object.set("stdout", captured(result.stdout()));
    object.set("stderr", captured(result.stderr()));
    object.put("message", result.message().orElse(null));
    object.put("isBatchFinished", result.batchFinished());
    object.put("eventDate", result.date().toString());
    line(object);
    if (!result.explanation().isEmpty()) {
      warn("command " + place.index() + ": " + result.explanation());
    }
  }

  private static JsonNode captured(Optional<Captured> captured) {
    return switch (captured.orElse(null)) {
      case null -> MAPPER.nullNode();
      case Captured.Text(String text) -> MAPPER.valueToTree(text);
      case Captured.Binary(Bytes bytes) -> {
        ArrayNode numbers = MAPPER.createArrayNode();
        for (byte each : bytes.toByteArray()) {
          numbers.add(each & 255);
        }
        yield numbers;
      }
    };
  }

  private static ObjectNode usage(List<BigDecimal> vector) {
    ObjectNode object = MAPPER.createObjectNode();
    ArrayNode current = object.putArray("currentUsage");
    vector.forEach(current::add);
    object.put("timestamp", Instant.now().getEpochSecond());
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
