package network.golem.runtime.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.golem.runtime.conformance.CheckListener;
import network.golem.runtime.conformance.CheckOptions;
import network.golem.runtime.conformance.CheckRun;
import network.golem.runtime.conformance.FailureText;
import network.golem.runtime.conformance.KnownFailures;
import network.golem.runtime.conformance.RuntimeNotStarted;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.Severity;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/// Checks that are executed on threads of their own, in their own order, while tests wait for their
/// results.
final class OngoingChecks implements CheckListener, AutoCloseable {
  private final CheckRun run;
  private final KnownFailures known;
  private final boolean strict;
  private final UnaryOperator<String> reproduction;
  private final Map<CheckDescription, CompletableFuture<CheckResult>> results =
      new LinkedHashMap<>();
  private final AtomicBoolean reported = new AtomicBoolean();
  private @Nullable Thread executor;

  /// @param known the failures that are expected
  /// @param strict whether a violated "should" is a failure
  /// @param reproduction the command that executes a check with this ID again
  OngoingChecks(
      RuntimeBinary runtime,
      CheckOptions options,
      KnownFailures known,
      boolean strict,
      UnaryOperator<String> reproduction) {
    this.run = new CheckRun(runtime, options, this);
    this.known = known;
    this.strict = strict;
    this.reproduction = reproduction;
    CheckRun.all().stream()
        .filter(options.selected())
        .forEach(check -> results.put(check, new CompletableFuture<>()));
  }

  Stream<DynamicNode> tests() {
    return results.keySet().stream()
        .map(check -> DynamicTest.dynamicTest(name(check), () -> test(check)));
  }

  private static String name(CheckDescription check) {
    return "%s: %s (%s)"
        .formatted(check.id(), check.sentence(), String.join(", ", check.requirementIds()));
  }

  private void test(CheckDescription check) throws InterruptedException {
    CheckResult result = await(check);
    Optional<String> complaint = known.complaint(result);
    if (!(result.verdict() instanceof CheckResult.Failed)) {
      complaint.ifPresent(OngoingChecks::fail);
    }
    switch (result.verdict()) {
      case CheckResult.Passed _ -> {}
      case CheckResult.Skipped skipped -> Assumptions.abort(skipped.reason());
      case CheckResult.NotReached missing ->
          Assumptions.abort("not reached: " + missing.prerequisite() + " failed");
      case CheckResult.Failed failed -> failed(result, failed, complaint);
    }
  }

  private void failed(CheckResult result, CheckResult.Failed failed, Optional<String> complaint) {
    if (known.expects(result)) {
      Assumptions.abort("known failure: " + failed.message());
    }
    String id = result.check().id();
    if (complaint.isEmpty() && !strict && result.check().severity() == Severity.SHOULD) {
      Assumptions.abort("should: " + failed.message());
    }
    fail(
        complaint.orElse(id + ": " + result.check().sentence())
            + "\n  "
            + String.join("\n  ", FailureText.of(result, failed, reproduction.apply(id))));
  }

  private static void fail(String message) {
    throw new AssertionError(message);
  }

  /// Waits for a result; the first call starts the checks.
  private CheckResult await(CheckDescription check) throws InterruptedException {
    start();
    try {
      return Objects.requireNonNull(results.get(check)).get();
    } catch (ExecutionException e) {
      // one test says why there are no results, not each
      if (reported.compareAndSet(false, true)) {
        throw new AssertionError(sentence(e.getCause()), e.getCause());
      }
      return Assumptions.abort("not reached: the checks could not be executed");
    }
  }

  private static String sentence(@Nullable Throwable cause) {
    return cause instanceof RuntimeNotStarted notStarted
        ? notStarted.sentence()
        : "the checks could not be executed: " + cause;
  }

  private synchronized void start() {
    if (executor == null) {
      executor = Thread.ofPlatform().daemon().name("checks").start(this::execute);
    }
  }

  private void execute() {
    try {
      var _ = run.run();
    } catch (InterruptedException | RuntimeNotStarted | RuntimeException | Error e) {
      results.values().forEach(each -> each.completeExceptionally(e));
    }
  }

  @Override
  public void began(CheckProfile profile, int checks) {
    // each test says what it is about
  }

  @Override
  public void ended(CheckResult result) {
    Objects.requireNonNull(results.get(result.check())).complete(result);
  }

  /// Ends all processes. Tests that still wait fail.
  @Override
  public void close() {
    Thread executing;
    synchronized (this) {
      executing = executor;
    }
    if (executing == null) {
      return;
    }
    run.cancel();
    try {
      executing.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // then their directories may stay
    }
  }
}
