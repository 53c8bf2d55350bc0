package network.golem.runtime.interop.recorded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A recording, or a play, as facts that are compared one by one. The runtime's own output is left
/// out, because it changes with the runtime.
///
/// @param byName such as `batch 0, result 1`
record Facts(SequencedMap<String, JsonNode> byName) {
  private static final String SAID = "{said}";

  /// The message and context of a runtime's error answer.
  private static final Pattern ERROR_ANSWER =
      Pattern.compile("(Error \\{ code: \\w+, message: ).*(, context: ).*( })", Pattern.DOTALL);

  /// The number of answered pings, if our desk plays the other nodes and sends some.
  private static final Pattern ANSWERED = Pattern.compile("^[0-9]+ answered\n$");

  private static final Pattern KILLED =
      Pattern.compile("(ExeScript command exited with code )(?:143|137)");

  /// @param here what differs in a play
  record Difference(String name, JsonNode recorded, JsonNode here) {}

  /// The facts of a recording.
  static Facts of(RecordedCase recorded) {
    return of(
        recorded,
        recorded.said(),
        recorded.json("calls.json"),
        recorded.json("http.json"),
        recorded.json("files.json"));
  }

  static Facts of(
      RecordedCase recorded, List<JsonNode> said, JsonNode calls, JsonNode http, JsonNode files) {
    List<JsonNode> scripts = recorded.batches();
    SequencedMap<String, JsonNode> facts = new LinkedHashMap<>();
    for (JsonNode line : said) {
      String batch = "batch " + line.path("batch").asInt(0);
      if (line.has("state")) {
        list(facts, "states").add(line);
      } else if (line.has("event")) {
        JsonNode event = line.get("event");
        event(facts, batch, event, said(scripts, line, event));
      } else if (line.has("result")) {
        JsonNode result = line.get("result");
        facts.put(
            batch + ", result " + result.get("index"),
            said(scripts, line, result) ? withoutOutput(result) : withoutWords(result));
      } else if (line.has("usage")) {
        facts.put("usage", line.get("usage"));
      } else if (line.has("results")) {
        facts.put(batch + ", results", line.get("results"));
      } else if (line.has("exec")) {
        facts.put(batch + ", refused", line.get("exec"));
      }
    }
    int call = 0;
    for (JsonNode each : calls) {
      facts.put("call " + call++, withSortedVolumes(each));
    }
    facts.put("http", RecordedCase.MAPPER.createArrayNode().addAll(http.valueStream().toList()));
    files.properties().forEach(file -> facts.put("file " + file.getKey(), file.getValue()));
    return new Facts(facts);
  }

  /// Whether the outputs of this command are the runtime's own, as those of deploy and start.
  private static boolean said(List<JsonNode> scripts, JsonNode line, JsonNode event) {
    JsonNode command = scripts.get(line.get("batch").asInt()).path(event.get("index").asInt());
    return command.has("deploy") || command.has("start");
  }

  private static void event(
      SequencedMap<String, JsonNode> facts, String batch, JsonNode event, boolean said) {
    int index = event.get("index").asInt();
    Map.Entry<String, JsonNode> kind = event.get("kind").properties().iterator().next();
    if (kind.getKey().equals("started") && index == 0) {
      return; // it is sent before anyone can listen
    }
    String name = batch + ", events of command " + index;
    ObjectNode events =
        (ObjectNode) facts.computeIfAbsent(name, _ -> RecordedCase.MAPPER.createObjectNode());
    JsonNode value = kind.getValue();
    switch (kind.getKey()) {
      case "stdout", "stderr" -> {
        if (said) {
          events.put(kind.getKey(), SAID);
        } else {
          events.set(kind.getKey(), joined(events.get(kind.getKey()), value));
        }
      }
      case "progress" -> {
        ArrayNode reports = events.withArray("progress");
        JsonNode report = typed(value);
        if (reports.isEmpty() || !reports.get(reports.size() - 1).equals(report)) {
          reports.add(report);
        }
      }
      default -> events.set(kind.getKey(), withoutWords(value));
    }
  }

  private static JsonNode withoutAnswers(JsonNode output) {
    return output.isString() && ANSWERED.matcher(output.asString()).matches()
        ? text("{number} answered\n")
        : output;
  }

  private static JsonNode text(String text) {
    return RecordedCase.MAPPER.getNodeFactory().stringNode(text);
  }

  private static JsonNode joined(@Nullable JsonNode first, JsonNode more) {
    if (first == null) {
      return withoutAnswers(more);
    }
    if (first instanceof ArrayNode numbers && more instanceof ArrayNode further) {
      return numbers.deepCopy().addAll(further);
    }
    return text(first.asString() + more.asString());
  }

  /// A number of bytes between nothing and everything is random.
  private static JsonNode typed(JsonNode progress) {
    JsonNode done = progress.at("/progress/0");
    if (done.isNumber() && done.asLong() > 0 && !done.equals(progress.at("/progress/1"))) {
      ObjectNode typed = (ObjectNode) progress.deepCopy();
      typed.withArray("progress").set(0, "int");
      return typed;
    }
    return progress;
  }

  private static ObjectNode withoutOutput(JsonNode result) {
    ObjectNode changed = withoutWords(result);
    for (String output : List.of("stdout", "stderr")) {
      if (changed.get(output).isString()) {
        changed.put(output, SAID);
      }
    }
    return changed;
  }

  private static ObjectNode withoutWords(JsonNode object) {
    ObjectNode changed = (ObjectNode) object.deepCopy();
    if (changed.has("stdout")) {
      changed.set("stdout", withoutAnswers(changed.get("stdout")));
    }
    JsonNode message = changed.path("message");
    if (message.isString()) {
      String text =
          ERROR_ANSWER.matcher(message.asString()).replaceAll("$1" + SAID + "$2" + SAID + "$3");
      String killed = KILLED.matcher(text).replaceAll("$1{killed}");
      changed.put("message", killed);
      if (!killed.equals(text) && changed.has("return_code")) {
        changed.put("return_code", "{killed}");
      }
    }
    return changed;
  }

  private static JsonNode withSortedVolumes(JsonNode call) {
    ObjectNode changed = (ObjectNode) call.deepCopy();
    ArrayNode argv = (ArrayNode) changed.get("argv");
    for (int i = 1; i < argv.size(); i++) {
      if (argv.get(i - 1).asString().equals("--volume-override")) {
        JsonNode volumes = RecordedCase.MAPPER.readTree(argv.get(i).asString());
        ObjectNode sorted = RecordedCase.MAPPER.createObjectNode();
        volumes.properties().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(volume -> sorted.set(volume.getKey(), volume.getValue()));
        argv.set(i, sorted.toString());
      }
    }
    return changed;
  }

  private static ArrayNode list(SequencedMap<String, JsonNode> facts, String name) {
    return (ArrayNode) facts.computeIfAbsent(name, _ -> RecordedCase.MAPPER.createArrayNode());
  }

  /// The differences, if these facts were recorded.
  List<Difference> differences(Facts here) {
    SequencedSet<String> names = new LinkedHashSet<>(byName.keySet());
    names.addAll(here.byName.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String name : names) {
      JsonNode recorded = byName.getOrDefault(name, RecordedCase.MAPPER.missingNode());
      JsonNode seen = here.byName.getOrDefault(name, RecordedCase.MAPPER.missingNode());
      if (!recorded.equals(seen)) {
        differences.add(new Difference(name, recorded, seen));
      }
    }
    return differences;
  }
}
