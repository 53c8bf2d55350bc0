package network.golem.runtime.sdk.activity;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.definition.DeclaredCounter;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.frames.PendingCounter;
import network.golem.runtime.sdk.messages.Log;
import org.jspecify.annotations.Nullable;

/// The counters that a definition declares.
public final class UsageCounters {
  private static final Duration TIMER_PERIOD = Duration.ofSeconds(1);

  private final String runtime;
  private final Map<String, Total> totals = new LinkedHashMap<>();
  private final Reports reports;
  private final Log log;
  private final List<Sampling> samplings = new CopyOnWriteArrayList<>();

  /// The totals are carried from one process of the runtime to the next only if the counters have a
  /// listener.
  private final @Nullable TotalsSaving saving;

  UsageCounters(Definition definition, Path workdir, Reports reports, Log log) {
    this.runtime = definition.name();
    this.reports = reports;
    this.log = log;
    List<String> names = definition.counters().stream().map(DeclaredCounter::name).toList();
    Map<String, Double> carried = Map.of();
    if (names.isEmpty() || !reports.hasListener()) {
      this.saving = null;
    } else {
      SavedTotals saved = new SavedTotals(workdir, log);
      carried = saved.load(Set.copyOf(names));
      this.saving = new TotalsSaving(saved, this::newest, this::anyUnsent, log);
    }
    for (String name : names) {
      totals.put(name, new Total(name, carried.getOrDefault(name, 0.0)));
    }
  }

  private Map<String, Double> newest() {
    Map<String, Double> newest = new LinkedHashMap<>();
    totals.forEach((name, total) -> newest.put(name, total.total()));
    return newest;
  }

  private boolean anyUnsent() {
    return totals.values().stream().anyMatch(total -> total.queued);
  }

  Counter named(String name) {
    Total total = totals.get(name);
    if (total != null) {
      return total;
    }
    if (Definition.BUILT_IN_COUNTERS.contains(name)) {
      throw new IllegalArgumentException(
          name + " is counted by the supervisor itself, not by a runtime");
    }
    throw new IllegalArgumentException(
        "the counter "
            + name
            + " is not declared: @RuntimeDef(counters = …) of "
            + runtime
            + " has "
            + totals.keySet());
  }

  /// Whether there are any.
  public boolean any() {
    return !totals.isEmpty();
  }

  /// When a counter last changed, as `System.nanoTime` counts; empty if none has.
  public OptionalLong lastChange() {
    return totals.values().stream().map(Total::changed).flatMapToLong(OptionalLong::stream).max();
  }

  /// Takes all samples once more, and counts the open timers.
  ///
  /// @param patience how long that may take: a sample that takes longer is abandoned
  public void sample(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<Sampling, Long> demanded = new LinkedHashMap<>();
    samplings.forEach(sampling -> demanded.put(sampling, sampling.demand()));
    for (Map.Entry<Sampling, Long> entry : demanded.entrySet()) {
      entry.getKey().await(entry.getValue(), deadline);
    }
  }

  /// Takes no more samples.
  void end() {
    samplings.forEach(Sampling::end);
    TotalsSaving started = saving;
    if (started != null) {
      started.end();
    }
  }

  /// Saves the totals for a later process of the runtime in this activity, even if another process
  /// has changed the file.
  public void save() {
    TotalsSaving started = saving;
    if (started != null) {
      started.save(true);
    }
  }

  private void every(String name, Duration period, Runnable sample) {
    if (reports.hasListener()) {
      samplings.add(new Sampling("sample " + name, period, sample));
    }
  }

  private final class Total implements Counter, PendingCounter {
    private final String name;
    private final OpenTimers timers = new OpenTimers(this);

    /// Not this object's own lock: the author has this object, and may hold its lock.
    private final Object lock = new Object();

    /// What earlier processes of the runtime have counted in this activity.
    private final double carried;

    @GuardedBy("lock")
    private double total;

    @GuardedBy("lock")
    private OptionalLong changed = OptionalLong.empty();

    @GuardedBy("lock")
    private boolean timed;

    /// What was wrong with the last sample; it is logged only once in a row.
    @GuardedBy("lock")
    private @Nullable String complaint;

    /// Written under the writer's lock.
    private volatile boolean queued;

    Total(String name, double carried) {
      this.name = name;
      this.carried = carried;
      this.total = carried;
    }

    @Override
    public void add(double amount) {
      if (!(amount >= 0 && Double.isFinite(amount))) {
        throw new IllegalArgumentException(
            "the counter " + name + " can only grow; add() does not accept " + amount);
      }
      change(amount, true);
    }

    @Override
    public void raiseTo(double newTotal) {
      if (!Double.isFinite(newTotal)) {
        throw new IllegalArgumentException(
            "the counter " + name + " is billed, so its total cannot be " + newTotal);
      }
      change(newTotal, false);
    }

    @Override
    public Timer time() {
      synchronized (lock) {
        if (!timed) {
          every(name, TIMER_PERIOD, timers::count);
          timed = true; // unless the system had no thread for it
        }
      }
      return timers.start();
    }

    @Override
    public void sampleEvery(Duration period, DoubleSupplier newTotal) {
      if (!period.isPositive()) {
        throw new IllegalArgumentException(
            "the counter " + name + " cannot be sampled every " + period);
      }
      every(name, period, () -> sample(newTotal));
    }

    private void sample(DoubleSupplier newTotal) {
      try {
        raiseTo(newTotal.getAsDouble());
        complain(null, null);
      } catch (RuntimeException | Error e) { // whatever the author's code throws, the next may work
        complain(String.valueOf(e.getMessage()), e);
      }
    }

    private void complain(@Nullable String now, @Nullable Throwable failure) {
      boolean isNew;
      synchronized (lock) {
        isNew = now != null && !now.equals(complaint);
        complaint = now;
      }
      if (isNew && failure != null) {
        log.failure("the counter " + name + " was not sampled", failure);
      }
    }

    private void change(double amount, boolean relative) {
      synchronized (lock) {
        double base = relative ? total : carried;
        double next = base + amount;
        if (!Double.isFinite(next)) {
          throw new IllegalArgumentException(
              "the counter "
                  + name
                  + " would exceed the range of a number: "
                  + base
                  + " + "
                  + amount);
        }
        if (next <= total) {
          return;
        }
        total = next;
        changed = OptionalLong.of(System.nanoTime());
      }
      if (!queued) { // else it is still to be taken, and this change with it
        reports.counterChanged(this);
        if (saving != null) {
          saving.changed();
        }
      }
    }

    @Override
    public double total() {
      synchronized (lock) {
        return total;
      }
    }

    @Override
    public boolean isQueued() {
      return queued;
    }

    @Override
    public void queued() {
      queued = true;
    }

    @Override
    public Event.Counter take() {
      queued = false; // before the total is read: what changes after that is reported anew
      return new Event.Counter(name, total());
    }

    OptionalLong changed() {
      synchronized (lock) {
        return changed;
      }
    }
  }
}
