package network.golem.runtime.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import network.golem.runtime.conformance.checks.Catalogue;
import network.golem.runtime.conformance.checks.Check;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.CheckResult.Verdict;
import network.golem.runtime.conformance.trial.CheckedRuntime;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Unmet;
import network.golem.runtime.conformance.trial.Violation;
import network.golem.runtime.supervisor.model.RuntimeBinary;

/// Checks one runtime, in whatever language it is written: starts it again and again, as a
/// supervisor does, and watches what it does.
public final class CheckRun {
  private final CheckOptions options;
  private final CheckListener listener;
  private final CheckedRuntime unknown;
  private final OpenTrials trials = new OpenTrials();
  private final ConcurrentLinkedQueue<Duration> startTimes = new ConcurrentLinkedQueue<>();

  public CheckRun(RuntimeBinary runtime, CheckOptions options, CheckListener listener) {
    this.options = options;
    this.listener = listener;
    this.unknown =
        new CheckedRuntime(
            runtime,
            options.profile(),
            options.runtimeArgs(),
            options.environment(),
            options.taskPackage(),
            options.patience());
  }

  /// All checks that there are, in the order in which they are executed.
  public static List<CheckDescription> all() {
    return Catalogue.all().stream().map(Check::description).toList();
  }

  /// Executes all selected checks.
  ///
  /// @throws RuntimeNotStarted if the operating system cannot execute the runtime
  /// @throws CancellationException if it has been cancelled
  public CheckReport run() throws RuntimeNotStarted, InterruptedException {
    long began = System.nanoTime();
    List<Check> selected =
        Catalogue.all().stream()
            .filter(check -> options.selected().test(check.description()))
            .toList();
    CheckedRuntime runtime = Discovery.of(unknown, trials);
    listener.began(runtime.profile(), selected.size());
    List<CheckResult> results =
        new Schedule(selected, check -> execute(check, runtime), listener).run(options.jobs());
    return new CheckReport(
        runtime.binary().name(),
        runtime.profile(),
        results,
        Duration.ofNanos(System.nanoTime() - began),
        median(List.copyOf(startTimes)));
  }

  private static Optional<Duration> median(List<Duration> times) {
    return times.stream().sorted().skip(times.size() / 2).findFirst();
  }

  /// Ends the run, with all processes.
  public void cancel() {
    trials.cancel();
  }

  private CheckResult execute(Check check, CheckedRuntime runtime) {
    long began = System.nanoTime();
    Verdict verdict = verdict(check, runtime);
    if (trials.areCancelled()) {
      throw new CancellationException(); // the verdict is about what has been killed
    }
    return new CheckResult(
        check.description(), verdict, Duration.ofNanos(System.nanoTime() - began));
  }

  private Verdict verdict(Check check, CheckedRuntime runtime) {
    Optional<String> missing = missingFeature(check.description(), runtime.profile());
    if (missing.isPresent()) {
      return new CheckResult.Skipped("the runtime does not have the feature " + missing.get());
    }
    try (Trial trial = new Trial(runtime, check.limit())) {
      trials.add(trial);
      try {
        check.body().run(trial);
        return new CheckResult.Passed();
      } catch (Unmet e) {
        return new CheckResult.Skipped(e.reason());
      } catch (Violation e) {
        return new CheckResult.Failed(e.expected(), e.seen(), trial.account(), trial.stderr());
      } catch (IOException e) {
        return new CheckResult.Failed(
            "the runtime to be started", String.valueOf(e.getMessage()), trial.account(), "");
      } finally {
        startTimes.addAll(trial.startTimes());
        trials.remove(trial);
      }
    } catch (CancellationException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("no directory can be made for a check", e);
    } catch (Exception e) {
      throw new IllegalStateException("the check " + check.id() + " itself has failed", e);
    }
  }

  private static Optional<String> missingFeature(CheckDescription check, CheckProfile profile) {
    return check.features().stream().filter(each -> !profile.has(Set.of(each))).findFirst();
  }
}
