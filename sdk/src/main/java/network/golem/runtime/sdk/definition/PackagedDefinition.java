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
    EncodedFields fields =
        EncodedFields.about(definition.type())
            .add("name", definition.name())
            .add("version", definition.version())
            .add("description", definition.description())
            .add("one-shot", definition.mode() == Mode.ONE_SHOT)
            .add("image", definition.image())
            .add("hardware", definition.hardware())
            .add("programs", definition.programs())
            .add("stop", definition.stopSeconds())
            .add("strict", definition.strictOptions());
    definition.capabilities().forEach(capability -> fields.add("capability", capability));
    definition.counters().forEach(counter -> add(fields, "counter", counter));
    definition.pricedBuiltIns().forEach(counter -> add(fields, "priced", counter));
    return fields.toString();
  }

  private static void add(EncodedFields fields, String field, DeclaredCounter counter) {
    fields.add(field, counter.name()).add(field, counter.description()).add(field, counter.price());
  }

  /// The launcher's definition of this class; empty if there is none, or it describes another
  /// class.
  static Optional<Definition> of(Class<?> type) {
    return EncodedFields.handedOver(PROPERTY, type).map(fields -> read(type, fields));
  }

  private static Definition read(Class<?> type, EncodedFields fields) {
    return new Definition(
        type,
        fields.value("name"),
        fields.value("version"),
        fields.value("description"),
        fields.is("one-shot") ? Mode.ONE_SHOT : Mode.SERVER,
        counters(fields.values("counter")),
        counters(fields.values("priced")),
        fields.values("capability"),
        fields.is("image"),
        fields.is("hardware"),
        fields.is("programs"),
        Double.parseDouble(fields.value("stop")),
        fields.is("strict"));
  }

  private static List<DeclaredCounter> counters(List<String> values) {
    List<DeclaredCounter> counters = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 3) {
      counters.add(
          new DeclaredCounter(
              values.get(i), values.get(i + 1), Double.parseDouble(values.get(i + 2))));
    }
    return counters;
  }
}
