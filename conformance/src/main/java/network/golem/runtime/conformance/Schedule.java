package network.golem.runtime.conformance;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.golem.runtime.conformance.checks.Check;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.CheckResult.Verdict;
import org.jspecify.annotations.Nullable;

/// Executes checks, several at the same time: each after those that it takes for granted, and those
/// that must be alone at the end, one after the other.
final class Schedule {
  private final List<Check> checks;
  private final Set<String> selected;
  private final Function<Check, CheckResult> execute;
  private final CheckListener listener;

  @GuardedBy("this")
  private final List<Check> waiting;

  @GuardedBy("this")
  private final Map<String, CheckResult> results = new HashMap<>();

  @GuardedBy("this")
  private int running;

  @GuardedBy("this")
  private @Nullable Throwable fault;

  Schedule(List<Check> checks, Function<Check, CheckResult> execute, CheckListener listener) {
    this.checks = checks;
    this.selected = checks.stream().map(Check::id).collect(Collectors.toSet());
    this.waiting = new ArrayList<>(checks);
    this.execute = execute;
    this.listener = listener;
  }

  /// @return the results in the order of the checks
  List<CheckResult> run(int jobs) throws InterruptedException {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      workers.add(Thread.ofPlatform().name("checks").daemon().start(this::work));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return results();
  }

  private synchronized List<CheckResult> results() {
    if (fault instanceof CancellationException cancelled) {
      throw cancelled;
    }
    if (fault != null) {
      throw new IllegalStateException(fault.getMessage(), fault);
    }
    List<CheckResult> inOrder = new ArrayList<>();
    for (Check check : checks) {
      inOrder.add(Objects.requireNonNull(results.get(check.id())));
    }
    return inOrder;
  }

  private void work() {
    try {
      for (Check next = next(); next != null; next = next()) {
        Optional<String> failed = failedPrerequisite(next);
        done(
            failed.isPresent()
                ? new CheckResult(
                    next.description(), new CheckResult.NotReached(failed.get()), Duration.ZERO)
                : execute.apply(next));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      failed(e);
    }
  }

  private synchronized void failed(Throwable e) {
    fault = e;
    waiting.clear();
    notifyAll();
  }

  private synchronized @Nullable Check next() throws InterruptedException {
    while (true) {
      for (Check check : waiting) {
        if (isReady(check)) {
          waiting.remove(check);
          running++;
          return check;
        }
      }
      if (waiting.isEmpty()) {
        return null;
      }
      wait();
    }
  }

  @GuardedBy("this")
  private boolean isReady(Check check) {
    if (check.description().alone()) {
      return running == 0 && waiting.stream().allMatch(other -> other.description().alone());
    }
    Set<String> needed = new HashSet<>(check.description().after());
    needed.retainAll(selected); // what was not selected is taken for granted
    return results.keySet().containsAll(needed);
  }

  private synchronized Optional<String> failedPrerequisite(Check check) {
    for (String id : check.description().after()) {
      CheckResult before = results.get(id);
      if (before != null && isMissing(before.verdict())) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private static boolean isMissing(Verdict verdict) {
    return switch (verdict) {
      case CheckResult.Failed _, CheckResult.NotReached _ -> true;
      case CheckResult.Passed _, CheckResult.Skipped _ -> false;
    };
  }

  private synchronized void done(CheckResult result) {
    results.put(result.check().id(), result);
    running--;
    listener.ended(result);
    notifyAll();
  }
}
