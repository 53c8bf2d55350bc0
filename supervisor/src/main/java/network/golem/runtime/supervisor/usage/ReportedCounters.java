package network.golem.runtime.supervisor.usage;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.Suggestion;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.play.PlayListener;

/// The counters that the runtime itself reports, and warnings about them, each once. The [Meter]
/// guards it.
final class ReportedCounters {
  private final RuntimeBinary runtime;
  private final Agreement agreement;
  private final PlayListener listener;
  private final Map<String, Double> values = new LinkedHashMap<>();
  private final Set<String> warned = new LinkedHashSet<>();

  ReportedCounters(RuntimeBinary runtime, Agreement agreement, PlayListener listener) {
    this.runtime = runtime;
    this.agreement = agreement;
    this.listener = listener;
    runtime
        .descriptor()
        .map(Descriptor::counters)
        .ifPresent(declared -> declared.keySet().forEach(this::known));
    agreement.usageVector().forEach(this::known);
    if (!agreement.madeUp()) {
      runtime.descriptor().map(Descriptor::counters).ifPresent(this::warnOfUnknown);
    }
  }

  /// An agreement that somebody has written may name a counter that nobody counts.
  private void warnOfUnknown(Map<String, Descriptor.Counter> declared) {
    Set<String> counted = new LinkedHashSet<>(declared.keySet());
    counted.addAll(Meter.BUILT_IN);
    for (String property : agreement.usageVector()) {
      if (!counted.contains(property)) {
        warnOnce(
            "unknown " + property,
            "the agreement's usage vector names "
                + property
                + ", which the runtime's descriptor does not, so it will stay 0"
                + Suggestion.endingFor(property, counted));
      }
    }
  }

  private void known(String property) {
    if (!Meter.BUILT_IN.contains(property)) {
      values.put(property, 0.0);
    }
  }

  /// Takes a counter's value as a node's supervisor does: the last one counts, whatever it is.
  void take(Event.Counter counter) {
    String name = counter.name();
    double value = counter.value();
    if (Meter.BUILT_IN.contains(name)) {
      warnOnce(
          name, name + " is counted by the supervisor itself, so the runtime's value is ignored");
      return;
    }
    if (agreement.madeUp()
        ? runtime.descriptor().isPresent()
            && !runtime.descriptor().get().counters().containsKey(name)
        : !agreement.usageVector().contains(name)) {
      warnOnce(
          name,
          "the counter "
              + name
              + " is not in the "
              + (agreement.madeUp() ? "descriptor" : "agreement's usage vector")
              + ", so a node ignores it");
    }
    if (!Double.isFinite(value)) {
      warnOnce(
          name + value,
          "the counter "
              + name
              + " became "
              + value
              + ", from which a node cannot compute a cost; ignored");
      return;
    }
    Double before = values.put(name, value);
    if (before != null && value < before) {
      warnOnce(
          name + "<",
          "the counter "
              + name
              + " went down from "
              + before
              + " to "
              + value
              + ", which lowers what is paid");
    }
  }

  /// Warns the user, unless there has been a warning with this key.
  ///
  /// @param once the key
  void warnOnce(String once, String sentence) {
    if (warned.add(once)) {
      listener.warn(sentence);
    }
  }

  /// Adds the value of each, in the order in which they became known.
  void addTo(Map<String, BigDecimal> figures) {
    values.forEach((name, value) -> figures.put(name, new BigDecimal(Double.toString(value))));
  }
}
