package network.golem.runtime.sdk.activity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.frames.PendingCounter;

/// The counters that a definition declares.
public final class UsageCounters {
  private final String runtime;
  private final Map<String, Total> totals = new LinkedHashMap<>();
  private final Consumer<PendingCounter> whenChanged;

  UsageCounters(Definition definition, Consumer<PendingCounter> whenChanged) {
    this.runtime = definition.name();
    this.whenChanged = whenChanged;
    for (UsageCounter counter : definition.counters()) {
      totals.put(counter.name(), new Total(counter.name()));
    }
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

  /// Whether there is any.
  public boolean any() {
    return !totals.isEmpty();
  }

  /// When a counter last changed, in the time of `System.nanoTime`; empty where none did.
  public OptionalLong lastChange() {
    return totals.values().stream().map(Total::changed).flatMapToLong(OptionalLong::stream).max();
  }

  private final class Total implements Counter, PendingCounter {
    private final String name;

    /// Not this object's own lock: the author holds this object, and may hold its lock.
    private final Object lock = new Object();

    private double total;
    private OptionalLong changed = OptionalLong.empty();

    /// Written under the writer's lock.
    private volatile boolean queued;

    Total(String name) {
      this.name = name;
    }

    @Override
    public void add(double amount) {
      if (!(amount >= 0 && Double.isFinite(amount))) {
        throw new IllegalArgumentException(
            "the counter " + name + " only grows, so add() takes no " + amount);
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

    private void change(double amount, boolean relative) {
      synchronized (lock) {
        double next = relative ? total + amount : amount;
        if (!Double.isFinite(next)) {
          throw new IllegalArgumentException(
              "the counter " + name + " would grow out of range: " + total + " + " + amount);
        }
        if (next <= total) {
          return;
        }
        total = next;
        changed = OptionalLong.of(System.nanoTime());
      }
      if (!queued) { // else it is still to be taken, and this change with it
        whenChanged.accept(this);
      }
    }

    @Override
    public double total() {
      synchronized (lock) {
        return total;
      }
    }

    @Override
    public boolean enqueue() {
      boolean first = !queued;
      queued = true;
      return first;
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
