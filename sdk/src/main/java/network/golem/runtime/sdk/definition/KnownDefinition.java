package network.golem.runtime.sdk.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.sdk.Mode;

/// A definition that was read when the runtime was packaged, and that its launcher passes on.
public final class KnownDefinition {
  /// The system property that contains it.
  public static final String PROPERTY = "golem.runtime.definition";

  private KnownDefinition() {}

  /// The property's value.
  public static String text(Definition definition) {
    FieldsText text =
        FieldsText.about(definition.type())
            .add("name", definition.name())
            .add("version", definition.version())
            .add("description", definition.description())
            .add("mode", definition.mode())
            .add("image", definition.image())
            .add("hardware", definition.hardware())
            .add("stop", definition.stopSeconds())
            .add("strict", definition.strictOptions());
    definition.capabilities().forEach(capability -> text.add("capability", capability));
    definition.counters().forEach(counter -> add(text, "counter", counter));
    definition.pricedBuiltIns().forEach(counter -> add(text, "priced", counter));
    return text.toString();
  }

  private static void add(FieldsText text, String field, DeclaredCounter counter) {
    text.add(field, counter.name())
        .add(field + "-description", counter.description())
        .add(field + "-price", counter.price())
        .add(field + "-unit", counter.unit());
  }

  /// The launcher's definition of this class; empty if there is none, or it describes another
  /// class.
  static Optional<Definition> of(Class<?> type) {
    return FieldsText.handedOver(PROPERTY, type).map(text -> read(type, text));
  }

  /// Only the name.
  static Optional<String> nameOf(Class<?> type) {
    return FieldsText.handedOver(PROPERTY, type).map(text -> FieldsText.value(text, "name"));
  }

  private static Definition read(Class<?> type, String text) {
    return new Definition(
        type,
        FieldsText.value(text, "name"),
        FieldsText.value(text, "version"),
        FieldsText.value(text, "description"),
        Mode.valueOf(FieldsText.value(text, "mode")),
        counters(text, "counter"),
        counters(text, "priced"),
        FieldsText.values(text, "capability"),
        Boolean.parseBoolean(FieldsText.value(text, "image")),
        Boolean.parseBoolean(FieldsText.value(text, "hardware")),
        Double.parseDouble(FieldsText.value(text, "stop")),
        Boolean.parseBoolean(FieldsText.value(text, "strict")));
  }

  private static List<DeclaredCounter> counters(String text, String field) {
    List<String> names = FieldsText.values(text, field);
    List<String> descriptions = FieldsText.values(text, field + "-description");
    List<String> prices = FieldsText.values(text, field + "-price");
    List<String> units = FieldsText.values(text, field + "-unit");
    List<DeclaredCounter> counters = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      counters.add(
          new DeclaredCounter(
              names.get(i), descriptions.get(i), Double.parseDouble(prices.get(i)), units.get(i)));
    }
    return counters;
  }
}
