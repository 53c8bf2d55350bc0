package network.golem.runtime.sdk.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.sdk.Mode;

/// A definition that was read when the runtime was packaged, and that its launcher passes on.
public final class PackagedDefinition {
  /// The system property that contains it.
  public static final String PROPERTY = "golem.runtime.definition";

  private PackagedDefinition() {}

  /// The property's value.
  public static String text(Definition definition) {
    EncodedFields text =
        EncodedFields.about(definition.type())
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

  private static void add(EncodedFields text, String field, DeclaredCounter counter) {
    text.add(field, counter.name())
        .add(field + "-description", counter.description())
        .add(field + "-price", counter.price());
  }

  /// The launcher's definition of this class; empty if there is none, or it describes another
  /// class.
  static Optional<Definition> of(Class<?> type) {
    return EncodedFields.handedOver(PROPERTY, type).map(text -> read(type, text));
  }

  /// Only the name.
  static Optional<String> nameOf(Class<?> type) {
    return EncodedFields.handedOver(PROPERTY, type).map(text -> EncodedFields.value(text, "name"));
  }

  private static Definition read(Class<?> type, String text) {
    return new Definition(
        type,
        EncodedFields.value(text, "name"),
        EncodedFields.value(text, "version"),
        EncodedFields.value(text, "description"),
        Mode.valueOf(EncodedFields.value(text, "mode")),
        counters(text, "counter"),
        counters(text, "priced"),
        EncodedFields.values(text, "capability"),
        Boolean.parseBoolean(EncodedFields.value(text, "image")),
        Boolean.parseBoolean(EncodedFields.value(text, "hardware")),
        Double.parseDouble(EncodedFields.value(text, "stop")),
        Boolean.parseBoolean(EncodedFields.value(text, "strict")));
  }

  private static List<DeclaredCounter> counters(String text, String field) {
    List<String> names = EncodedFields.values(text, field);
    List<String> descriptions = EncodedFields.values(text, field + "-description");
    List<String> prices = EncodedFields.values(text, field + "-price");
    List<DeclaredCounter> counters = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      counters.add(
          new DeclaredCounter(
              names.get(i), descriptions.get(i), Double.parseDouble(prices.get(i))));
    }
    return counters;
  }
}
