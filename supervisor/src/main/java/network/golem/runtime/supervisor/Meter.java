package network.golem.runtime.supervisor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.provider.Preset;

/// Counts what an activity uses: its time, the processor time of the runtime's processes, and what
/// the runtime reports.
///
/// A node reads the processor time of whole seconds once a second, and so misses what short
/// programs use; here hundredths are read, as often as [#sample(RuntimeProcess)] is called.
final class Meter {
  private static final String DURATION = "golem.usage.duration_sec";
  private static final String CPU = "golem.usage.cpu_sec";
  private static final Set<String> BUILT_IN =
      Set.of(DURATION, CPU, "golem.usage.gib", "golem.usage.storage_gib");
  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal TICKS = BigDecimal.valueOf(100);

  private final RuntimeBinary runtime;
  private final Consumer<String> warnings;
  private final long began = System.nanoTime();
  private final Map<Long, Long> ticksByPid = new LinkedHashMap<>();
  private final Map<String, Double> counters = new LinkedHashMap<>();
  private final Set<String> complained = new LinkedHashSet<>();

  Meter(RuntimeBinary runtime, Consumer<String> warnings) {
    this.runtime = runtime;
    this.warnings = warnings;
    runtime
        .descriptor()
        .ifPresent(descriptor ->
            descriptor.counters().keySet().stream()
                .filter(property -> !BUILT_IN.contains(property))
                .forEach(property -> counters.put(property, 0.0)));
  }

  /// Takes in a counter's value as the real supervisor does: the last one counts, whatever it is.
  synchronized void counted(Event.Counter counter) {
    String name = counter.name();
    double value = counter.value();
    if (BUILT_IN.contains(name)) {
      complain(
          name, name + " is counted by the supervisor itself, so the runtime's value is ignored");
      return;
    }
    if (runtime.descriptor().isPresent()
        && !runtime.descriptor().get().counters().containsKey(name)) {
      complain(name, "the counter " + name + " is not in the descriptor, so a node ignores it");
    }
    if (!Double.isFinite(value)) {
      complain(
          name + value,
          "the counter "
              + name
              + " became "
              + value
              + ", of which a node can compute no cost; ignored");
      return;
    }
    Double before = counters.put(name, value);
    if (before != null && value < before) {
      complain(
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

  private void complain(String once, String sentence) {
    if (complained.add(once)) {
      warnings.accept(sentence);
    }
  }

  /// Reads the processor time of the runtime's processes.
  synchronized void sample(RuntimeProcess process) {
    for (ProcessTable.Entry entry : ProcessTable.ofSession(process.process().pid())) {
      ticksByPid.merge(entry.pid(), entry.cpuTicks(), Math::max);
    }
  }

  /// What has been used so far.
  synchronized Usage usage() {
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    amounts.put(
        DURATION,
        BigDecimal.valueOf(System.nanoTime() - began).divide(NANOS, 3, RoundingMode.HALF_UP));
    long ticks = ticksByPid.values().stream().mapToLong(Long::longValue).sum();
    amounts.put(CPU, BigDecimal.valueOf(ticks).divide(TICKS, 2, RoundingMode.HALF_UP));
    counters.forEach((name, value) -> amounts.put(name, new BigDecimal(Double.toString(value))));
    List<Usage.Line> lines = new ArrayList<>();
    amounts.forEach(
        (property, amount) -> lines.add(new Usage.Line(property, amount, price(property))));
    return new Usage(lines, runtime.preset().map(Preset::initialPrice).orElse(BigDecimal.ZERO));
  }

  /// A counter is paid for where the descriptor says that it may be, and the preset says how much.
  private BigDecimal price(String property) {
    boolean billed =
        runtime
            .descriptor()
            .map(Descriptor::counters)
            .map(declared -> declared.get(property))
            .filter(Descriptor.Counter::price)
            .isPresent();
    return billed
        ? runtime.preset().map(preset -> preset.usageCoeffs().get(property)).orElse(BigDecimal.ZERO)
        : BigDecimal.ZERO;
  }
}
