package network.golem.runtime.supervisor.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a requestor sees of an activity, in the JSON that a node sends: states, usage, events and
/// results. Events that only the desk has are left out.
public final class RequestorView {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private RequestorView() {}

  /// A node's messages for one event; none if a node sends nothing.
  public static List<ObjectNode> of(PlayEvent event) {
    return switch (event) {
      case PlayEvent.StateChanged changed -> List.of(state(changed));
      case PlayEvent.CommandBegan begun -> {
        ObjectNode kind = MAPPER.createObjectNode();
        kind.putObject("started").set("command", MAPPER.readTree(begun.json()));
        yield List.of(event(begun.position(), kind));
      }
      case PlayEvent.Output output -> {
        if (output.streamed().isEmpty()) {
          yield List.of();
        }
        ObjectNode kind = MAPPER.createObjectNode();
        kind.set(output.stderr() ? "stderr" : "stdout", captured(output.streamed()));
        yield List.of(event(output.position(), kind));
      }
      case PlayEvent.Progress progress ->
          progress.asked() ? List.of(event(progress.position(), progress(progress))) : List.of();
      case PlayEvent.CommandEnded ended ->
          List.of(
              event(ended.position(), finished(ended.result())),
              result(ended.position(), ended.result()));
      case PlayEvent.UsageReported usage -> List.of(usage(usage.vector()));
      case PlayEvent.Began _,
          PlayEvent.FalseSuccess _,
          PlayEvent.NetworkNews _,
          PlayEvent.Warning _,
          PlayEvent.RuntimeSaid _,
          PlayEvent.Ended _ ->
          List.of();
    };
  }

  private static ObjectNode state(PlayEvent.StateChanged changed) {
    ObjectNode object = MAPPER.createObjectNode();
    ArrayNode pair = object.putArray("state");
    pair.add(changed.state().current().toString());
    changed
        .state()
        .pending()
        .ifPresentOrElse(next -> pair.add(next.toString()), () -> pair.addNull());
    if (!changed.reason().isEmpty()) {
      object.put("reason", changed.reason());
    }
    return object;
  }

  private static ObjectNode event(CommandPosition position, ObjectNode kind) {
    ObjectNode object = MAPPER.createObjectNode();
    object.put("batch_id", position.batch());
    object.put("index", position.index());
    object.put("timestamp", Instant.now().atOffset(ZoneOffset.UTC).toLocalDateTime().toString());
    object.set("kind", kind);
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

  private static ObjectNode finished(ExeResult result) {
    ObjectNode kind = MAPPER.createObjectNode();
    ObjectNode finished = kind.putObject("finished");
    finished.put("return_code", result.code());
    finished.put("message", result.message().orElse(null));
    return kind;
  }

  private static ObjectNode result(CommandPosition position, ExeResult result) {
    ObjectNode object = MAPPER.createObjectNode();
    object.put("index", position.index());
    object.put("result", result.succeeded() ? "Ok" : "Error");
    object.set("stdout", captured(result.stdout()));
    object.set("stderr", captured(result.stderr()));
    object.put("message", result.message().orElse(null));
    object.put("isBatchFinished", result.batchFinished());
    object.put("eventDate", result.date().toString());
    return object;
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
    vector.forEach(value -> current.add(value.doubleValue())); // as a node: 0.0
    object.put("timestamp", Instant.now().getEpochSecond());
    return object;
  }
}
