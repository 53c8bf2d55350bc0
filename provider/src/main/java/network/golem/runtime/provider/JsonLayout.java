package network.golem.runtime.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Formats JSON as a provider's own tools do, with two blanks per level.
final class JsonLayout {
  private static final String INDENT = "  ";

  private JsonLayout() {}

  /// Objects and lists of objects on lines of their own, other lists on one.
  ///
  /// @param indentation the indentation of its first line
  static String onLines(JsonNode node, String indentation) {
    if (node.isEmpty() || !isDeep(node)) {
      return node.isBigDecimal() ? node.decimalValue().toPlainString() : node.toString();
    }
    String deeper = indentation + INDENT;
    List<String> members = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      members.add(
          JsonMapper.shared().writeValueAsString(member.getKey())
              + ": "
              + onLines(member.getValue(), deeper));
    }
    if (node.isArray()) {
      node.forEach(element -> members.add(onLines(element, deeper)));
    }
    String separator = "\n" + deeper;
    return (node.isObject() ? "{" : "[")
        + separator
        + String.join("," + separator, members)
        + "\n"
        + indentation
        + (node.isObject() ? "}" : "]");
  }

  private static boolean isDeep(JsonNode node) {
    return node.isObject() || (node.isArray() && node.valueStream().allMatch(JsonNode::isObject));
  }
}
