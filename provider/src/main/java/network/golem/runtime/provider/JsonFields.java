package network.golem.runtime.provider;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The members of a JSON object, by their keys. A member that is missing or of the wrong type is
/// refused, with its position.
public final class JsonFields {
  private static final String RANGE = "the range of 64-bit floating point";

  private final JsonNode object;
  private final String place;

  private JsonFields(JsonNode object, String place) {
    this.object = object;
    this.place = place;
  }

  static JsonFields of(JsonNode node, String place) throws ProviderException {
    if (!node.isObject()) {
      throw new ProviderException(place + " must be an object, not " + kind(node));
    }
    return new JsonFields(node, place);
  }

  /// The object's position in its file, for messages.
  public String place() {
    return place;
  }

  /// All keys, in the order of the file.
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    object.propertyNames().forEach(keys::add);
    return keys;
  }

  /// The whole object.
  public JsonNode node() {
    return object;
  }

  public boolean has(String key) {
    return member(key) != null;
  }

  public String text(String key) throws ProviderException {
    return optionalText(key).orElseThrow(() -> missing(key, "a string"));
  }

  public Optional<String> optionalText(String key) throws ProviderException {
    JsonNode member = member(key);
    if (member == null) {
      return Optional.empty();
    }
    if (!member.isString()) {
      throw wrong(key, "a string", member);
    }
    return Optional.of(member.asString());
  }

  /// A list of strings; empty if missing.
  public List<String> texts(String key) throws ProviderException {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(key, "a list of strings")) {
      if (!element.isString()) {
        throw wrong(key, "a list of strings", element);
      }
      texts.add(element.asString());
    }
    return texts;
  }

  public boolean bool(String key) throws ProviderException {
    JsonNode member = member(key);
    if (member == null) {
      throw missing(key, "true or false");
    }
    if (!member.isBoolean()) {
      throw wrong(key, "true or false", member);
    }
    return member.asBoolean();
  }

  /// A number, as it is written; zero if missing. It must fit 64-bit floating point, which a node
  /// uses.
  public BigDecimal decimal(String key) throws ProviderException {
    JsonNode member = object.get(key);
    if (member == null) {
      return BigDecimal.ZERO;
    }
    if (!member.isNumber()) {
      throw wrong(key, "a number", member);
    }
    if (!isReadable(member)) {
      throw wrong(key, "a number within " + RANGE, member);
    }
    return member.decimalValue();
  }

  private static boolean isReadable(JsonNode number) {
    return Double.isFinite(number.decimalValue().doubleValue());
  }

  /// Refuses a number that a node cannot read, at any depth of a member.
  void checkNumbers(String key) throws ProviderException {
    JsonNode member = object.get(key);
    if (member != null) {
      checkNumbers(key, member);
    }
  }

  private void checkNumbers(String key, JsonNode node) throws ProviderException {
    if (node.isNumber() && !isReadable(node)) {
      throw new ProviderException(
          place + ", key '" + key + "': " + kind(node) + " is not within " + RANGE);
    }
    for (JsonNode below : node) {
      checkNumbers(key, below);
    }
  }

  /// An object; empty if missing.
  public Optional<JsonFields> object(String key) throws ProviderException {
    JsonNode member = member(key);
    return member == null
        ? Optional.empty()
        : Optional.of(of(member, place + ", key '" + key + "'"));
  }

  /// A list of objects; empty if missing.
  public List<JsonFields> objects(String key) throws ProviderException {
    List<JsonFields> objects = new ArrayList<>();
    for (JsonNode element : array(key, "a list of objects")) {
      objects.add(of(element, place + ", key '" + key + "', entry " + (objects.size() + 1)));
    }
    return objects;
  }

  /// An object of strings; empty if missing.
  public Map<String, String> textsByKey(String key) throws ProviderException {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonFields fields = object(key).orElse(null);
    if (fields != null) {
      for (String name : fields.keys()) {
        texts.put(name, fields.text(name));
      }
    }
    return texts;
  }

  /// An object of numbers; empty if missing.
  public Map<String, BigDecimal> decimalsByKey(String key) throws ProviderException {
    Map<String, BigDecimal> decimals = new LinkedHashMap<>();
    JsonFields fields = object(key).orElse(null);
    if (fields != null) {
      for (String name : fields.keys()) {
        decimals.put(name, fields.decimal(name));
      }
    }
    return decimals;
  }

  /// The member as it is, or `null`; JSON's `null` counts as missing.
  public @Nullable JsonNode member(String key) {
    JsonNode member = object.get(key);
    return member == null || member.isNull() ? null : member;
  }

  /// Refuses `null` for these keys; otherwise it counts as missing.
  ///
  /// @return this
  public JsonFields withoutNull(String... keys) throws ProviderException {
    for (String key : keys) {
      JsonNode member = object.get(key);
      if (member != null && member.isNull()) {
        throw new ProviderException(place + ": '" + key + "' must not be null; omit it");
      }
    }
    return this;
  }

  /// Refuses a missing key, and `null`.
  ///
  /// @return this
  JsonFields needs(String key, String wanted) throws ProviderException {
    JsonNode member = object.get(key);
    if (member == null) {
      throw missing(key, wanted);
    }
    if (member.isNull()) {
      throw wrong(key, wanted, member);
    }
    return this;
  }

  /// An object that may also be written as the list of its first values.
  ///
  /// @param order the keys of the values of a list
  public JsonFields struct(String key, List<String> order) throws ProviderException {
    JsonNode member = member(key);
    if (member == null) {
      throw new ProviderException(place + ": '" + key + "' must be an object, not null");
    }
    String where = place + ", key '" + key + "'";
    if (!member.isArray()) {
      return of(member, where);
    }
    if (member.size() > order.size()) {
      throw new ProviderException(
          where + " must be an object, not a list of " + member.size() + " values");
    }
    ObjectNode named = JsonMapper.shared().createObjectNode();
    for (int i = 0; i < member.size(); i++) {
      named.set(order.get(i), member.get(i));
    }
    return of(named, where);
  }

  /// An exception about a member of the wrong type.
  public ProviderException wrong(String key, String wanted, JsonNode found) {
    return new ProviderException(
        place + ": '" + key + "' must be " + wanted + ", not " + kind(found));
  }

  private ProviderException missing(String key, String wanted) {
    return new ProviderException(
        place + ": required key '" + key + "' is missing (" + wanted + ")" + misspelt(key));
  }

  /// The end of a sentence about a missing key, if another key may be a misspelling of it.
  private String misspelt(String key) {
    return Suggestion.nearest(key, keys())
        .map(found -> "; found '" + found + "' instead")
        .orElse("");
  }

  private Iterable<JsonNode> array(String key, String wanted) throws ProviderException {
    JsonNode member = member(key);
    if (member == null) {
      return List.of();
    }
    if (!member.isArray()) {
      throw wrong(key, wanted, member);
    }
    return member;
  }

  /// The type or value of a node, for messages.
  static String kind(JsonNode node) {
    if (node.isObject()) {
      return "an object";
    }
    if (node.isArray()) {
      return "a list";
    }
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
