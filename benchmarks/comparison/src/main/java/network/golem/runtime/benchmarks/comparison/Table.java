package network.golem.runtime.benchmarks.comparison;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Results for people, and for programs.
final class Table {
  private static final String FORMAT = "%-39s %11s %11s %-6s %9s %-18s %11s %9s  %s%s";

  static final String HEAD =
      String.format(
          Locale.ROOT,
          FORMAT,
          "",
          "Rust SDK",
          "this SDK",
          "",
          "ratio",
          "(of rounds)",
          "ceiling",
          "of it",
          "goal",
          "");

  private Table() {}

  static String line(Row.Result result) {
    List<Double> ratios = result.ratios();
    return String.format(
        Locale.ROOT,
        FORMAT,
        result.row().name(),
        number("%.1f", result.theirMedian()),
        number("%.1f", result.ourMedian()),
        result.row().unit(),
        number("%.2f", result.ratio()),
        ratios.isEmpty()
            ? ""
            : String.format(Locale.ROOT, "(%.2f to %.2f)", ratios.getFirst(), ratios.getLast()),
        number("%.1f", result.ceilingMedian()),
        number("%.2f", result.ofCeiling()),
        result.row().goal().text(result),
        result.events() == 0 ? "" : String.format(Locale.ROOT, "  [%,d events]", result.events()));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }

  static String json(List<Row.Result> results) {
    ArrayNode array = JsonMapper.shared().createArrayNode();
    for (Row.Result result : results) {
      ObjectNode object = array.addObject();
      object.put("name", result.row().name());
      object.put("unit", result.row().unit());
      object.put("events", result.events());
      put(object, "ratio", result.ratio());
      put(object, "of_ceiling", result.ofCeiling());
      add(object, "rust", result.theirs());
      add(object, "java", result.ours());
      add(object, "ceiling", result.ceilings());
    }
    return array.toPrettyString();
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
