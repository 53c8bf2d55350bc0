package network.golem.runtime.supervisor.usage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.provider.LinearPricing;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.model.Usage;
import network.golem.runtime.supervisor.play.PlayListener;
import network.golem.runtime.supervisor.process.ProcessTable;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// Measures the usage of an activity, exactly and as a node does: its time, the processor time and
/// memory of the runtime's processes, the size of its workdir, and the counters that the runtime
/// reports.
public final class Meter {
  static final String DURATION = "golem.usage.duration_sec";
  static final String CPU = "golem.usage.cpu_sec";
  static final String MEMORY = "golem.usage.gib";
  static final String STORAGE = "golem.usage.storage_gib";
  static final Set<String> BUILT_IN = Set.of(DURATION, CPU, MEMORY, STORAGE);

  private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
  private static final long MICROS_PER_TICK = 10_000;
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal PAGES_PER_GIB = BigDecimal.valueOf(1L << 18);

  /// A node mistakes pages for kibibytes.
  private static final BigDecimal NODE_PAGES_PER_GIB = BigDecimal.valueOf(1L << 20);

  private static final int DIGITS = 3;
  private static final int MICRO_DIGITS = 6;

  private final RuntimeBinary runtime;
  private final Agreement agreement;
  private final LinearPricing pricing;
  private final DirectorySize storage;
  private final BigDecimal storageAtStart;
  private final boolean billing;
  private final PlayListener listener;
  private final long reapedBefore = ReapedTime.micros();
  private final long began = System.nanoTime();

  @GuardedBy("this")
  private final List<ProcessUse> processes = new ArrayList<>();

  @GuardedBy("this")
  private final ReportedCounters counters;

  @GuardedBy("this")
  private long nodePeakPages;

  @GuardedBy("this")
  private long endedTicks;

  @GuardedBy("this")
  private long endedNodeSeconds;

  @GuardedBy("this")
  private long endedPeakPages;

  /// Negative before the activity ends.
  @GuardedBy("this")
  private long reapedWhenEnded = -1;

  @GuardedBy("this")
  private Map<String, BigDecimal> lastReport = Map.of();

  /// @param billing whether usage after the last [#tick()] is not reported
  public Meter(
      RuntimeBinary runtime,
      Agreement agreement,
      Path workdir,
      boolean billing,
      PlayListener listener) {
    this.runtime = runtime;
    this.agreement = agreement;
    this.pricing = agreement.pricing().orElse(new LinearPricing(List.of(), List.of()));
    this.storage = new DirectorySize(workdir);
    this.storageAtStart = storageGib();
    this.billing = billing;
    this.listener = listener;
    this.counters = new ReportedCounters(runtime, agreement, listener);
  }

  /// Accepts a counter's value as a node's supervisor does: the last one counts, whatever it is.
  public synchronized void counted(Event.Counter counter) {
    counters.take(counter);
  }

  /// Samples the usage of a process and of all that it starts, until the sampler is ended.
  public synchronized UsageSampler watch(RuntimeProcess process) {
    ProcessUse use = new ProcessUse(process.process().pid());
    processes.add(use);
    return new UsageSampler(this, process, use, listener);
  }

  void sample(RuntimeProcess process, ProcessUse use) {
    List<ProcessTable.Entry> entries = ProcessTable.ofSession(process.process().pid());
    synchronized (this) {
      if (!entries.isEmpty()) {
        use.sample(entries);
      }
    }
  }

  void sampleLeader(RuntimeProcess process, ProcessUse use) {
    Optional<ProcessTable.Entry> leader = ProcessTable.of(process.process().pid());
    synchronized (this) {
      leader.ifPresent(use::sampleLeader);
    }
  }

  /// None of its processes is left.
  synchronized void ended(ProcessUse use) {
    use.end();
    endedTicks += use.ticks();
    endedNodeSeconds += use.nodeSeconds();
    endedPeakPages = Math.max(endedPeakPages, use.peakPages());
    processes.remove(use);
  }

  /// A second has passed.
  ///
  /// @return what a node reports now, in the order of the agreement
  public synchronized List<BigDecimal> tick() {
    processes.forEach(ProcessUse::tick);
    nodePeakPages =
        Math.max(nodePeakPages, processes.stream().mapToLong(ProcessUse::groupPages).sum());
    Map<String, BigDecimal> report = nodeFigures(seconds());
    lastReport = report;
    return agreement.usageVector().stream()
        .map(property -> report.getOrDefault(property, BigDecimal.ZERO))
        .toList();
  }

  /// The reason to end the activity if its usage, as a node sees it, exceeds the agreed limits.
  public synchronized Optional<String> exceeded() {
    return exceeded(MEMORY, agreement.hardware().memoryGib())
        .or(() -> exceeded(STORAGE, agreement.hardware().storageGib()));
  }

  @GuardedBy("this")
  private Optional<String> exceeded(String property, Optional<BigDecimal> limit) {
    BigDecimal used = lastReport.getOrDefault(property, BigDecimal.ZERO);
    return limit
        .filter(most -> used.compareTo(most) > 0)
        .map(most -> {
          counters.warnOnce(
              property + ">", property + " is " + used + ", more than the agreed " + most);
          return "Usage limit exceeded: \"" + property + "\" exceeded the value of " + used;
        });
  }

  @GuardedBy("this")
  private Map<String, BigDecimal> nodeFigures(BigDecimal seconds) {
    Map<String, BigDecimal> figures = new LinkedHashMap<>();
    figures.put(DURATION, seconds);
    figures.put(CPU, nodeCpu());
    figures.put(
        MEMORY,
        BigDecimal.valueOf(nodePeakPages).divide(NODE_PAGES_PER_GIB, DIGITS, RoundingMode.HALF_UP));
    figures.put(STORAGE, storageAtStart);
    counters.addTo(figures);
    return figures;
  }

  @GuardedBy("this")
  private Map<String, BigDecimal> trueFigures(BigDecimal seconds) {
    Map<String, BigDecimal> figures = new LinkedHashMap<>();
    figures.put(DURATION, seconds);
    figures.put(CPU, trueCpu());
    long pages =
        Math.max(endedPeakPages, processes.stream().mapToLong(ProcessUse::peakPages).sum());
    figures.put(
        MEMORY, BigDecimal.valueOf(pages).divide(PAGES_PER_GIB, DIGITS, RoundingMode.HALF_UP));
    figures.put(STORAGE, storageGib());
    counters.addTo(figures);
    return figures;
  }

  /// The larger of two figures: the processor time of the process group in whole seconds per
  /// process, as last seen, and that of all processes that were waited for, to the microsecond.
  @GuardedBy("this")
  private BigDecimal nodeCpu() {
    BigDecimal seen =
        BigDecimal.valueOf(
            endedNodeSeconds + processes.stream().mapToLong(ProcessUse::nodeSeconds).sum());
    long reaped = reapedWhenEnded >= 0 ? reapedWhenEnded : reapedMicros();
    return seen.max(BigDecimal.valueOf(reaped, MICRO_DIGITS));
  }

  @GuardedBy("this")
  private BigDecimal trueCpu() {
    long ended = Math.max(endedTicks * MICROS_PER_TICK, reapedMicros());
    long living = processes.stream().mapToLong(ProcessUse::ticks).sum() * MICROS_PER_TICK;
    return BigDecimal.valueOf(ended + living, MICRO_DIGITS);
  }

  private long reapedMicros() {
    return Math.max(0, ReapedTime.micros() - reapedBefore);
  }

  /// The activity is about to be ended. A node reports no more usage, so a runtime that is still
  /// alive is waited for too late to count.
  public synchronized void ending() {
    if (reapedWhenEnded < 0) {
      reapedWhenEnded = reapedMicros();
    }
  }

  private BigDecimal seconds() {
    return BigDecimal.valueOf(System.nanoTime() - began)
        .divide(NANOS, DIGITS, RoundingMode.HALF_UP);
  }

  private BigDecimal storageGib() {
    return BigDecimal.valueOf(storage.bytes()).divide(GIB, DIGITS, RoundingMode.HALF_UP);
  }

  /// The usage so far.
  public synchronized Usage usage() {
    BigDecimal seconds = seconds();
    Map<String, BigDecimal> reported = billing ? lastReport : nodeFigures(seconds);
    List<Usage.Line> lines = new ArrayList<>();
    trueFigures(seconds)
        .forEach((property, amount) ->
            lines.add(
                new Usage.Line(
                    property,
                    amount,
                    isReported(property)
                        ? Optional.of(reported.getOrDefault(property, BigDecimal.ZERO))
                        : Optional.empty(),
                    pricing.price(property))));
    return new Usage(lines, pricing.initialPrice());
  }

  /// Without a descriptor and an agreement the counters are unknown, and all of them count.
  private boolean isReported(String property) {
    return BUILT_IN.contains(property)
        || agreement.usageVector().contains(property)
        || (agreement.madeUp() && runtime.descriptor().isEmpty());
  }
}
