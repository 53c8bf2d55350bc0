package network.golem.runtime.benchmarks.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What one run of the benchmark measured, also as JSON.
///
/// @param cores processors of the machine
record Comparison(int cores, int rounds, List<Row.Result> results) {

  /// @throws IllegalArgumentException if it has a row that is measured no more
  static Comparison read(String json) {
    JsonNode root = JsonMapper.shared().readTree(json);
    Map<String, Row> rows =
        Rows.all().stream().collect(Collectors.toMap(Row::name, Function.identity()));
    List<Row.Result> results = new ArrayList<>();
    for (JsonNode node : root.get("rows")) {
      String name = node.get("name").asString();
      Row row = rows.get(name);
      if (row == null) {
        throw new IllegalArgumentException("there is no row \"" + name + "\" any more");
      }
      results.add(
          new Row.Result(
              row,
              figures(node, "rust", 0),
              figures(node, "before", 0),
              figures(node, "java", node.get("events").asLong()),
              figures(node, "ceiling", 0)));
    }
    return new Comparison(root.get("cores").asInt(), root.get("rounds").asInt(), results);
  }

  private static List<Figure.Measured> figures(JsonNode row, String key, long events) {
    List<Figure.Measured> figures = new ArrayList<>();
    row.get(key).forEach(value -> figures.add(new Figure.Measured(value.asDouble(), events)));
    return figures;
  }

  String json() {
    ObjectNode root = JsonMapper.shared().createObjectNode();
    root.put("cores", cores);
    root.put("rounds", rounds);
    ArrayNode array = root.putArray("rows");
    for (Row.Result result : results) {
      ObjectNode object = array.addObject();
      object.put("name", result.row().name());
      object.put("unit", result.row().unit());
      object.put("events", result.events());
      put(object, "ratio", result.ratio());
      put(object, "of_ceiling", result.ofCeiling());
      put(object, "ratio_to_before", result.ratioToBefore());
      add(object, "rust", result.theirs());
      add(object, "before", result.before());
      add(object, "java", result.ours());
      add(object, "ceiling", result.ceilings());
    }
    return root.toPrettyString() + "\n";
  }

  private static void put(ObjectNode object, String name, double value) {
    if (!Double.isNaN(value)) {
      object.put(name, value);
    }
  }

  private static void add(ObjectNode object, String name, List<Figure.Measured> figures) {
    ArrayNode array = object.putArray(name);
    Row.Result.values(figures).filter(value -> !value.isNaN()).forEach(array::add);
  }
}
