package network.golem.runtime.supervisor;

import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static network.golem.runtime.supervisor.Desk.TERMINATE;
import static network.golem.runtime.supervisor.Desk.run;
import static network.golem.runtime.supervisor.Desk.start;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import network.golem.runtime.supervisor.model.ActivityState;
import network.golem.runtime.supervisor.model.ActivityState.Phase;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.Usage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several scripts in one activity, its states, and its end.
@Timeout(30)
class ActivityTest {
  private static final Agreement UNLIMITED =
      new Agreement(
          "a",
          List.of("my.requests", "golem.usage.duration_sec"),
          new Agreement.Limits(Optional.empty(), Optional.empty(), Optional.empty()),
          Optional.empty(),
          List.of(),
          List.of(),
          false);

  @TempDir Path folder;
  private Desk desk;
  private SupervisedActivity activity;

  @BeforeEach
  void rogue() throws Exception {
    desk = Desk.ofRogue(folder);
    activity = desk.activity(UNLIMITED);
  }

  @AfterEach
  void end() throws InterruptedException {
    boolean _ = activity.end();
  }

  /// Begins a script whose command prints and does not end.
  private Batch stuck() throws Exception {
    CountDownLatch printed = new CountDownLatch(1);
    desk.whenHeard(event -> {
      if (event instanceof PlayEvent.Output output && output.position().index() == 2) {
        printed.countDown();
      }
    });
    Batch batch =
        activity.execute(desk.script(DEPLOY, START, run("silent", "on"), run("end", "0")));
    printed.await();
    return batch;
  }

  private List<String> states() {
    return desk.heard(PlayEvent.StateChanged.class)
        .map(changed ->
            changed.state().current()
                + changed.state().pending().map(next -> ">" + next).orElse(""))
        .toList();
  }

  @Test
  void statesOfAnActivity() throws Exception {
    assertThat(activity.state()).isEqualTo(new ActivityState(Phase.INITIALIZED, Optional.empty()));
    assertThat(activity.execute(desk.script(DEPLOY, START, run("end", "0"), TERMINATE)).await())
        .isTrue();
    assertThat(activity.end()).isTrue();

    assertThat(states())
        .containsExactly(
            "Initialized",
            "Initialized>Deployed",
            "Deployed",
            "Deployed>Ready",
            "Ready",
            "Ready>Ready",
            "Ready",
            "Initialized",
            "Initialized>Terminated",
            "Terminated");
  }

  @Test
  void failedDeployLeavesTheActivityDeployed() throws Exception {
    boolean _ = activity.end();
    desk = Desk.ofShell(Files.createDirectory(folder.resolve("other")), "exit 3");
    activity = desk.activity(UNLIMITED);

    assertThat(activity.execute(desk.script(DEPLOY)).await()).isFalse();
    assertThat(desk.result()).isEqualTo("deploy 3: ExeScript command exited with code 3");
    assertThat(activity.state().current()).isEqualTo(Phase.DEPLOYED);

    assertThat(activity.execute(desk.script(DEPLOY)).await()).isFalse();
    assertThat(desk.result())
        .isEqualTo(
            "deploy -1: Local service error: State error: Activity is deployed - start() command is"
                + " expected now / expected start, not deploy: a deployed runtime has to be"
                + " started first");
    assertThat(activity.execute(desk.script(TERMINATE, DEPLOY)).await()).isFalse();
    assertThat(desk.result()).as("it was called again").startsWith("deploy 3: ");
  }

  @Test
  void commandsOfTwoBatchesCollide() throws Exception {
    Batch first = stuck();

    assertThat(activity.execute(desk.script(run("end", "0"))).await()).isFalse();
    assertThat(desk.result())
        .isEqualTo(
            "run -1: Local service error: State error: Busy: StatePair(Ready, Some(Ready)) / run is"
                + " in progress, and a node queues nothing");
    assertThat(activity.execute(desk.script(DEPLOY)).await()).isFalse();
    assertThat(desk.result()).startsWith("deploy -1: Local service error: State error: Busy: ");
    assertThat(activity.execute(desk.script("{\"sign\": {}}")).await()).isFalse();
    assertThat(desk.result()).startsWith("sign -1: signing not supported: ");

    first.abort();
    assertThat(first.await()).isFalse();
    assertThat(activity.execute(desk.script(run("end", "0"))).await()).isTrue();
  }

  @Test
  void consecutiveBatches() throws Exception {
    Batch one = activity.execute(desk.script(DEPLOY, START));
    assertThat(one.await()).isTrue();
    Batch two = activity.execute(desk.script(run("say", "a"), run("say", "b")));
    assertThat(two.await()).isTrue();

    assertThat(one.id()).matches("[0-9a-f]{32}").isNotEqualTo(two.id());
    assertThat(desk.heard(PlayEvent.CommandEnded.class).map(PlayEvent.CommandEnded::position))
        .containsExactly(
            new CommandPosition(one.id(), 0),
            new CommandPosition(one.id(), 1),
            new CommandPosition(two.id(), 0),
            new CommandPosition(two.id(), 1));
    assertThat(desk.heard(PlayEvent.CommandEnded.class).map(end -> end.result().batchFinished()))
        .containsExactly(false, true, false, true);
  }

  @Test
  void terminateStopsAllOtherBatches() throws Exception {
    Batch first = stuck();

    assertThat(activity.execute(desk.script(TERMINATE)).await()).isTrue();
    assertThat(first.await()).isFalse();
    assertThat(desk.results())
        .containsExactly(
            "deploy",
            "start",
            "run 1: ExeScript command exited with code 1 / the runtime exited with code 0 during"
                + " the command, because it was asked to end",
            "terminate");
    assertThat(activity.state()).isEqualTo(new ActivityState(Phase.INITIALIZED, Optional.empty()));

    assertThat(activity.execute(desk.script(DEPLOY, START, run("say", "again"))).await()).isTrue();
    assertThat(desk.warnings()).isEmpty();
  }

  @Test
  void terminateWhileDeployIsInProgress() throws Exception {
    boolean _ = activity.end();
    desk =
        Desk.ofShell(
            Files.createDirectory(folder.resolve("other")),
            "[ $phase = deploy ] || exit 0; echo here >&2; exec sleep 1000");
    activity = desk.activity(UNLIMITED);
    CountDownLatch deploying = new CountDownLatch(1);
    desk.whenHeard(event -> {
      if (event instanceof PlayEvent.Output) {
        deploying.countDown();
      }
    });
    Batch first = activity.execute(desk.script(DEPLOY));
    deploying.await();

    assertThat(activity.execute(desk.script(TERMINATE)).await()).isTrue();
    assertThat(first.await()).isFalse();
    assertThat(desk.results())
        .containsExactlyInAnyOrder(
            "deploy -1: Local service error: State error: Unexpected state: StatePair(Initialized,"
                + " None), expected StatePair(Initialized, Some(Deployed)) / terminate"
                + " arrived in the meantime, so its end no longer has an effect",
            "terminate");
    assertThat(activity.state()).isEqualTo(new ActivityState(Phase.INITIALIZED, Optional.empty()));
  }

  @Test
  void abortedBatchExecutesNoFurtherCommand() throws Exception {
    Batch first = stuck();
    first.abort();

    assertThat(first.await()).isFalse();
    assertThat(desk.results()).hasSize(3).startsWith("deploy", "start");
    assertThat(desk.result()).matches("run -1: interrupted / the runtime's process is [0-9]+");
  }

  @Test
  void endOfTheActivityEndsRunningCommands() throws Exception {
    Batch first = stuck();

    assertThat(activity.end()).isFalse();
    assertThat(first.await()).isFalse();
    assertThat(activity.state()).isEqualTo(new ActivityState(Phase.TERMINATED, Optional.empty()));
    desk.assertNobodyLeft("pid");
    assertThat(activity.execute(desk.script(DEPLOY)).await()).isFalse();
    assertThat(desk.result())
        .isEqualTo(
            "deploy -1: Local service error: State error: Unexpected state: StatePair(Terminated,"
                + " None) / the activity has ended");
  }

  @Test
  void usageIsReportedEachSecondInTheAgreementsOrder() throws Exception {
    CountDownLatch twice = new CountDownLatch(2);
    desk.whenHeard(event -> {
      if (event instanceof PlayEvent.UsageReported) {
        twice.countDown();
      }
    });
    assertThat(
            activity.execute(desk.script(DEPLOY, START, run("count", "my.requests", "7"))).await())
        .isTrue();
    twice.await();

    List<BigDecimal> vector = desk.heard(PlayEvent.UsageReported.class).toList().getLast().vector();
    assertThat(vector).hasSize(2);
    assertThat(vector.getFirst()).isEqualByComparingTo("7");
    assertThat(vector.getLast()).isGreaterThanOrEqualTo(BigDecimal.valueOf(2));
  }

  @Test
  void excessMemoryEndsTheActivity() throws Exception {
    boolean _ = activity.end();
    activity = desk.activity(limited("0.02")); // a node sees a quarter: 80 MiB are not yet too much
    Batch batch =
        activity.execute(desk.script(DEPLOY, START, run("allocate", "200"), run("silent", "x")));

    assertThat(batch.await()).isFalse();
    assertThat(desk.result())
        .startsWith("run -1: Local service error: State error: Unexpected state: ");
    assertThat(desk.warnings())
        .singleElement()
        .asString()
        .matches("golem.usage.gib is 0\\.[0-9]+, more than the agreed 0\\.02");
    assertThat(activity.end()).isFalse();
    assertThat(desk.heard(PlayEvent.StateChanged.class).toList().getLast().reason())
        .matches(
            "Usage limit exceeded: \"golem.usage.gib\" exceeded the value of 0\\.[0-9]+:"
                + " \\{\"batches_done\":0,\"batches_pending\":1,\"cmds_done\":[23],\"cmds_pending\":[12]}");
    desk.assertNobodyLeft("pid");
  }

  @Test
  void runtimeThatManagesItsHardwareHasNoLimit() throws Exception {
    desk.describe("{}", "{\"name\": \"t\", \"exeunit-name\": \"test\", \"usage-coeffs\": {}}");
    Files.writeString(
        folder.resolve("ya-runtime-test.json"),
        Files.readString(folder.resolve("ya-runtime-test.json"))
            .replace("--runtime-managed-image\"", "--runtime-managed-image\", \"--cap-handoff\""));
    boolean _ = activity.end();
    activity = desk.activity(limited("0.001"));
    CountDownLatch reported = new CountDownLatch(2);
    desk.whenHeard(event -> {
      if (event instanceof PlayEvent.UsageReported) {
        reported.countDown();
      }
    });
    assertThat(activity.execute(desk.script(DEPLOY, START)).await()).isTrue();
    reported.await();

    assertThat(activity.execute(desk.script(run("end", "0"))).await()).isTrue();
  }

  private static Agreement limited(String memory) {
    return new Agreement(
        "a",
        List.of(),
        new Agreement.Limits(
            Optional.empty(), Optional.of(new BigDecimal(memory)), Optional.empty()),
        Optional.empty(),
        List.of(),
        List.of(),
        false);
  }

  @Test
  void usageAfterTheLastReportIsNotBilled() throws Exception {
    desk.change(options -> options.withBilling(true));
    boolean _ = activity.end();
    activity = desk.activity(UNLIMITED);
    assertThat(
            activity
                .execute(desk.script(DEPLOY, start(), run("count", "my.requests", "7")))
                .await())
        .isTrue();
    boolean _ = activity.end();
    Usage.Line requests =
        activity.usage().lines().stream()
            .filter(line -> line.property().equals("my.requests"))
            .findFirst()
            .orElseThrow();

    assertThat(requests.amount()).isEqualByComparingTo("7");
    assertThat(requests.reported()).get().satisfies(seen -> assertThat(seen).isZero());
  }
}
