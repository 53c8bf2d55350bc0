package network.golem.runtime.sdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.json.Json;

/// What a runtime adds to the provider's offer. Immutable: each method returns a changed copy.
public final class Offer {
  private static final Pattern PROPERTY =
      Pattern.compile("([A-Za-z0-9_!-]+(\\.[A-Za-z0-9_!-]+)*)" + Filter.SUFFIX);
  private static final String CAPABILITIES = "golem.runtime.capabilities";
  private static final String USAGE_VECTOR = "golem.com.usage.vector";
  private static final Offer EMPTY = new Offer(Map.of(), List.of(), List.of());

  private final Map<String, Object> properties;
  private final List<String> capabilities;
  private final List<String> constraints;

  private Offer(
      Map<String, Object> properties, List<String> capabilities, List<String> constraints) {
    this.properties = properties;
    this.capabilities = capabilities;
    this.constraints = constraints;
  }

  /// An offer with nothing in addition to what [RuntimeDef] declares.
  public static Offer of() {
    return EMPTY;
  }

  /// Sets a property.
  ///
  /// @param name dotted, such as `golem.runtime.model`; it may end with a type (`golem.x@v`) or
  ///   with the question mark of a negotiable property (`golem.x?`)
  /// @param value a string, number or boolean, or a collection of these
  /// @throws IllegalArgumentException if the name is malformed, or only the supervisor may set it
  public Offer property(String name, Object value) {
    Matcher form = PROPERTY.matcher(name);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "invalid property name '" + name + "'; expected a name like golem.runtime.model");
    }
    String plain = form.group(1);
    if (USAGE_VECTOR.equals(plain) || USAGE_VECTOR.startsWith(plain + ".")) {
      throw new IllegalArgumentException(
          name + " is set by the provider; declare counters in @RuntimeDef(counters = …)");
    }
    if (plain.equals(CAPABILITIES)) {
      throw new IllegalArgumentException(
          name + " is set by capability(…) and @RuntimeDef(capabilities = …)");
    }
    String _ =
        Json.compact(value); // refuses a value that is not JSON now, not when the offer is made
    Map<String, Object> more = new LinkedHashMap<>(properties);
    more.put(name, value);
    return new Offer(Collections.unmodifiableMap(more), capabilities, constraints);
  }

  /// Adds a capability to `golem.runtime.capabilities`.
  public Offer capability(String name) {
    return new Offer(properties, with(capabilities, name), constraints);
  }

  /// Adds a condition that a demand must fulfil, as an LDAP filter: `(golem.x=1)`. All conditions
  /// must hold.
  ///
  /// @throws IllegalArgumentException if it is not such a filter
  public Offer constraint(String filter) {
    if (!Filter.isWellFormed(filter)) {
      throw new IllegalArgumentException(
          "invalid constraint '"
              + filter
              + "'; expected one filter in parentheses, like (golem.x=1)");
    }
    return new Offer(properties, capabilities, with(constraints, filter));
  }

  /// Adds a condition on one property of a demand.
  ///
  /// @param property dotted, such as `golem.srv.comp.expiration`; with the same endings as in
  ///   [#property(String, Object)]
  /// @param value a string, number or boolean; special characters of filters are escaped
  /// @throws IllegalArgumentException if the property's name is malformed
  public Offer constraint(String property, Relation relation, Object value) {
    if (!PROPERTY.matcher(property).matches()) {
      throw new IllegalArgumentException(
          "invalid property name '"
              + property
              + "'; expected a name like golem.srv.comp.expiration");
    }
    return constraint(Filter.comparison(property, relation, value));
  }

  /// How a demand's property must relate to a value.
  public enum Relation {
    EQUAL("="),
    LESS("<"),
    AT_MOST("<="),
    GREATER(">"),
    AT_LEAST(">=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /// The properties, without the capabilities.
  public Map<String, Object> properties() {
    return properties;
  }

  /// The capabilities.
  public List<String> capabilities() {
    return capabilities;
  }

  /// All conditions as one filter; empty if there are none.
  public String constraints() {
    return constraints.size() < 2
        ? String.join("", constraints)
        : "(&" + String.join("", constraints) + ")";
  }

  private static List<String> with(List<String> list, String more) {
    List<String> longer = new ArrayList<>(list);
    longer.add(more);
    return List.copyOf(longer);
  }
}
