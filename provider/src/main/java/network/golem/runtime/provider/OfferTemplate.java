package network.golem.runtime.provider;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What supervisor and runtime contribute to an offer, before the provider completes it.
///
/// @param properties the properties by key, dotted or nested
/// @param constraints a filter, or empty
public record OfferTemplate(ObjectNode properties, String constraints) {
  static final String USAGE_VECTOR = "golem.com.usage.vector";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// The supervisor's own template.
  public static OfferTemplate ofSupervisor() {
    ObjectNode properties = MAPPER.createObjectNode();
    properties.set(
        USAGE_VECTOR,
        MAPPER.valueToTree(
            List.of(
                "golem.usage.duration_sec",
                "golem.usage.cpu_sec",
                "golem.usage.gib",
                "golem.usage.storage_gib")));
    properties.set(
        "golem.activity.caps.transfer.protocol",
        MAPPER.valueToTree(List.of("http", "https", "gftp")));
    properties.put("golem.activity.caps.transfer.report-progress", true);
    properties.put("golem.activity.caps.deploy.report-progress", true);
    return new OfferTemplate(properties, "");
  }

  /// What a runtime's `offer-template` printed, as a supervisor reads it: one JSON object with
  /// `properties` and `constraints`. If it is on a single line, the rest of that line is ignored.
  ///
  /// @param code its exit code; any other than 0 means an empty template
  public static OfferTemplate ofRuntime(int code, String printed) throws ProviderException {
    if (code != 0) {
      return new OfferTemplate(MAPPER.createObjectNode(), "");
    }
    String what = "the runtime's offer-template ";
    if (printed.isBlank()) {
      throw new ProviderException(
          what + "printed nothing; expected a JSON object with properties and constraints");
    }
    JsonNode tree;
    try (JsonParser parser = MAPPER.createParser(printed)) {
      tree = MAPPER.readTree(parser);
      checkBehind(printed, (int) parser.currentLocation().getCharOffset());
    } catch (JacksonException e) {
      throw new ProviderException(
          what + "printed invalid JSON: " + ParserMessage.of(e) + ", in: " + excerpt(printed), e);
    }
    JsonNode constraints = tree.path("constraints");
    if (!(tree.get("properties") instanceof ObjectNode properties) || !constraints.isString()) {
      throw new ProviderException(
          what
              + "must print both 'properties', an object, and 'constraints', a string; it printed: "
              + excerpt(printed));
    }
    return new OfferTemplate(properties, constraints.asString());
  }

  /// A property by its full name, whether its key has dots or is nested; a missing node if there is
  /// none.
  JsonNode property(String name) {
    Map<String, JsonNode> flat = new TreeMap<>();
    flatten("", properties, flat);
    return Objects.requireNonNullElseGet(
        flat.get(name), () -> MAPPER.createObjectNode().path(name));
  }

  static void flatten(String prefix, ObjectNode object, Map<String, JsonNode> flat) {
    object
        .properties()
        .forEach(member -> {
          String key = prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey();
          if (member.getValue() instanceof ObjectNode below && !below.isEmpty()) {
            flatten(key, below, flat);
          } else {
            flat.put(key, member.getValue());
          }
        });
  }

  private static void checkBehind(String printed, int end) throws ProviderException {
    String behind = printed.substring(end);
    boolean passedOver = !printed.strip().contains("\n");
    if (!behind.isBlank() && !passedOver) {
      throw new ProviderException(
          "the runtime's offer-template printed more than its JSON object: " + excerpt(behind));
    }
  }

  private static String excerpt(String text) {
    String line = text.strip();
    return line.length() <= 120 ? line : line.substring(0, 120) + "…";
  }

  /// Merges another template into this one: objects are merged key by key, everything else is
  /// replaced. Keys are compared as they are written, including dots.
  public OfferTemplate with(OfferTemplate over) {
    ObjectNode merged = properties.deepCopy();
    merge(merged, over.properties);
    return new OfferTemplate(merged, both(constraints, over.constraints));
  }

  static void merge(ObjectNode onto, ObjectNode over) {
    over.properties()
        .forEach(member -> {
          if (onto.get(member.getKey()) instanceof ObjectNode below
              && member.getValue() instanceof ObjectNode value) {
            merge(below, value);
          } else {
            onto.set(member.getKey(), member.getValue());
          }
        });
  }

  static String both(String one, String other) {
    if (one.isBlank() || other.isBlank()) {
      return one.isBlank() ? other : one;
    }
    return "(&" + one + other + ")";
  }
}
