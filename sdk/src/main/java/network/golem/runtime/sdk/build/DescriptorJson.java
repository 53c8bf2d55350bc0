package network.golem.runtime.sdk.build;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.sdk.definition.DeclaredCounter;
import network.golem.runtime.sdk.definition.Definition;

/// The descriptor of a runtime, in the format that a provider reads.
final class DescriptorJson {
  private static final Map<String, Counter> BUILT_IN =
      Map.of(
          "golem.usage.duration_sec", new Counter("duration", "Duration", true),
          "golem.usage.cpu_sec", new Counter("cpu", "CPU", true),
          "golem.usage.gib", new Counter("memory", "Memory", true),
          "golem.usage.storage_gib", new Counter("storage", "Storage", true));

  /// The name by which an operator sets the price of the activity itself, which must differ from
  /// all short names.
  private static final String INITIAL_PRICE = "initial";

  private DescriptorJson() {}

  private record Counter(String name, String description, boolean price) {}

  /// @param runtimeDirectory the runtime's directory, beside the descriptor
  static List<Object> of(Definition definition, String runtimeDirectory) {
    Map<String, Object> descriptor = new LinkedHashMap<>();
    descriptor.put("name", definition.name());
    descriptor.put("version", definition.version());
    descriptor.put("supervisor-path", "exe-unit");
    descriptor.put("runtime-path", runtimeDirectory + "/bin/" + definition.name());
    if (!definition.description().isEmpty()) {
      descriptor.put("description", definition.description());
    }
    descriptor.put("extra-args", extraArgs(definition));
    descriptor.put("config", Map.of("counters", counters(definition)));
    return List.of(descriptor);
  }

  private static List<String> extraArgs(Definition definition) {
    List<String> words = new ArrayList<>();
    if (!definition.image()) {
      words.add("--runtime-managed-image");
    }
    if (definition.hardware()) {
      words.add("--runtime-managed-hardware");
    }
    return words;
  }

  /// Duration and processor time always, then the counters that the definition prices or declares.
  private static Map<String, Counter> counters(Definition definition) {
    Map<String, Counter> counters = new LinkedHashMap<>();
    addBuiltIn(counters, "golem.usage.duration_sec");
    addBuiltIn(counters, "golem.usage.cpu_sec");
    definition.pricedBuiltIns().forEach(counter -> addBuiltIn(counters, counter.name()));
    Set<String> names = new HashSet<>(Set.of(INITIAL_PRICE));
    counters.values().forEach(counter -> names.add(counter.name()));
    for (DeclaredCounter counter : definition.counters()) {
      String last = counter.name().substring(counter.name().lastIndexOf('.') + 1);
      // an operator sets prices by the short name, in any case
      boolean isFree = names.add(last.toLowerCase(Locale.ROOT));
      String description = counter.description().isEmpty() ? last : counter.description();
      counters.put(counter.name(), new Counter(isFree ? last : counter.name(), description, true));
    }
    return counters;
  }

  private static void addBuiltIn(Map<String, Counter> counters, String property) {
    Counter counter = BUILT_IN.get(property);
    if (counter != null) {
      counters.put(property, counter);
    }
  }
}
