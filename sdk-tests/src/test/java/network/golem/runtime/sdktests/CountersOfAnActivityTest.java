package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testkit.SessionEvent;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A counter is a total of the activity. It continues when the runtime is deployed and started
/// again in the same workdir, because a node bills the last value that it has received.
@RuntimeTest(CountersOfAnActivityTest.Counting.class)
class CountersOfAnActivityTest {
  private static final String WORK = "golem.usage.work";
  private static final String TIME = "golem.usage.seconds";

  @RuntimeDef(
      name = "counting",
      counters = {@UsageCounter(name = WORK), @UsageCounter(name = TIME)})
  static final class Counting implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      Counter counter = activity.counter(WORK);
      String word = command.arguments().isEmpty() ? "" : command.arguments().getFirst();
      switch (command.program()) {
        case "add" -> counter.add(Double.parseDouble(word));
        case "raise" -> counter.raiseTo(Double.parseDouble(word));
        case "sample" -> counter.sampleEvery(Duration.ofDays(1), () -> Double.parseDouble(word));
        case "time" -> {
          try (Counter.Timer _ = activity.counter(TIME).time()) {
            Thread.sleep(10);
          }
          command.stdout().print(activity.counter(TIME).total() > Double.parseDouble(word));
        }
        case "total" -> command.stdout().print(counter.total());
        case "often" -> {
          long end = System.nanoTime() + Duration.ofMillis(Long.parseLong(word)).toNanos();
          while (System.nanoTime() < end) {
            counter.increment();
          }
        }
        case "pid" -> command.stdout().print(ProcessHandle.current().pid());
        default -> {
          return command.exec(new ProcessBuilder(command.line()));
        }
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Counting::new, args);
    }
  }

  /// The first life counts 3.
  private static RuntimeSession redeployed(RuntimeProgram program) {
    assertThat(program.deploy()).succeeded();
    try (RuntimeSession first = program.start()) {
      assertThat(first.run("add", "3")).hasCounter(WORK, 3);
    }
    assertThat(program.deploy()).succeeded();
    return program.start();
  }

  private static Path file(RuntimeProgram program) {
    return program.workdir().resolve(".golem-runtime/counters");
  }

  private static void write(RuntimeProgram program, String text) throws IOException {
    Files.createDirectories(file(program).getParent());
    Files.writeString(file(program), text);
  }

  @Test
  void counterContinuesAfterARedeploy(RuntimeProgram program) {
    RuntimeSession second = redeployed(program);
    assertThat(second.run("add", "1")).hasCounter(WORK, 4);
    second.shutdown();
    assertThat(program.deploy()).succeeded();
    assertThat(program.start().run("add", "0.5")).hasCounter(WORK, 4.5);
  }

  @Test
  void counterIsNotReportedBeforeItChanges(RuntimeProgram program) {
    RuntimeSession second = redeployed(program);
    assertThat(second.run("total")).hasStdout("3.0");
    second.shutdown();
    assertThat(second.events())
        .noneMatch(event -> event instanceof SessionEvent.Received(var _, Event.Counter _));
  }

  @Test
  void raisedTotalIsAddedToTheEarlierTotal(RuntimeProgram program) {
    RuntimeSession second = redeployed(program);
    assertThat(second.run("raise", "2")).hasCounter(WORK, 5);
    assertThat(second.run("raise", "1")).hasCounter(WORK, 5);
  }

  @Test
  void sampledTotalIsAddedToTheEarlierTotal(RuntimeProgram program) {
    RuntimeSession second = redeployed(program);
    assertThat(second.run("sample", "2")).succeeded();
    second.awaitCounter(WORK, 5);
    second.shutdown();
    assertThat(second.counter(WORK)).isEqualTo(5);
  }

  @Test
  void timeIsAddedToTheEarlierTotal(RuntimeProgram program) throws IOException {
    write(program, TIME + "=1000.5\nend\n");
    assertThat(program.start().run("time", "1000.505")).succeeded().hasStdout("true");
  }

  @Test
  void counterContinuesFromTheLastSavedTotalAfterAKill(@TempDir Path directory) throws Exception {
    try (RuntimeProgram program =
        RuntimeProgram.of(RuntimeLauncher.of(Counting.class).writeTo(directory))) {
      assertThat(program.deploy()).succeeded();
      RuntimeSession first = program.start();
      long pid = Long.parseLong(first.run("pid").stdout());
      assertThat(first.run("add", "3")).hasCounter(WORK, 3);
      awaitContent(program, WORK + "=3.0");
      assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
      assertThat(first.awaitExit().code()).isEqualTo(137);
      assertThat(program.deploy()).succeeded();
      assertThat(program.start().run("add", "1")).hasCounter(WORK, 4);
    }
  }

  private static void awaitContent(RuntimeProgram program, String line) throws Exception {
    Files.createDirectories(file(program).getParent());
    try (WatchService watch = file(program).getFileSystem().newWatchService()) {
      var _ =
          file(program)
              .getParent()
              .register(
                  watch,
                  StandardWatchEventKinds.ENTRY_CREATE,
                  StandardWatchEventKinds.ENTRY_MODIFY);
      while (!Files.exists(file(program)) || !Files.readString(file(program)).contains(line)) {
        boolean _ = watch.take().reset();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|0.0|is damaged",
        "nonsense|0.0|is damaged",
        "golem.usage.work=12/|12.0|is damaged",
        "golem.usage.work=1/golem.usage.seconds=7/|1.0|is damaged",
        "golem.usage.work=NaN/end/|0.0|'NaN' is not a valid total for golem.usage.work; ignored",
        "golem.usage.work=-1/end/|0.0|'-1' is not a valid total for golem.usage.work; ignored",
        "golem.usage.work=Infinity/end/|0.0|'Infinity' is not a valid total",
        "golem.usage.work=1e400/end/|0.0|'1e400' is not a valid total",
        "golem.usage.work=/end/|0.0|'' is not a valid total",
        "golem.usage.wrok=5/end/|0.0|the counter 'golem.usage.wrok' is not declared; ignored",
        "golem.usage.cpu_sec=5/end/|0.0|the counter 'golem.usage.cpu_sec' is not declared",
        "golem.usage.wrok=5/golem.usage.work=2/end/|2.0|is not declared",
      })
  void invalidTotalsAreIgnoredWithALogLine(
      String text, String total, String said, RuntimeProgram program) throws IOException {
    write(program, text.replace('/', '\n'));
    RuntimeSession session = program.start();
    assertThat(session.run("total")).hasStdout(total);
    session.awaitLog(said);
    assertThat(session.run("add", "1")).hasCounter(WORK, Double.parseDouble(total) + 1);
  }

  @Test
  void intactFileIsReadWithoutALogLine(RuntimeProgram program) throws IOException {
    write(program, WORK + "=2.5\n" + TIME + "=0.0\nend\n");
    RuntimeSession session = program.start();
    assertThat(session.run("total")).hasStdout("2.5");
    session.shutdown();
    assertThat(session.log()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkfifo .golem-runtime/counters",
        "mkdir -p .golem-runtime/counters/full",
        "ln -s /dev/zero .golem-runtime/counters",
        "ln -s /nowhere/at/all .golem-runtime/counters",
        "head -c 100000 /dev/zero > .golem-runtime/counters",
      })
  void foreignFileDoesNotPreventTheStart(String script, RuntimeProgram program) throws Exception {
    Files.createDirectories(file(program).getParent());
    shell(program, script);
    RuntimeSession session = program.start();
    assertThat(session.run("add", "2")).hasCounter(WORK, 2);
    session.awaitLog("counters start at 0: cannot read the totals of an earlier start");
    session.shutdown();
    assertThat(program.start().run("total")).hasStdout("2.0");
  }

  private static void shell(RuntimeProgram program, String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", script).directory(program.workdir().toFile()).start();
    assertThat(process.waitFor()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "printf 'golem.usage.work=0.5\\nend\\n' > .golem-runtime/counters",
        "printf 'golem.usage.work=99\\nend\\n' > .golem-runtime/counters",
        "rm .golem-runtime/counters",
        ": > .golem-runtime/counters",
        "rm .golem-runtime/counters; mkdir -p .golem-runtime/counters/full",
        "rm .golem-runtime/counters; mkfifo .golem-runtime/counters",
        "rm -r .golem-runtime",
        "ln -s /nowhere/at/all .golem-runtime/counters.new",
      })
  void fileChangedByAProgramIsRewrittenAtTheEnd(String script, RuntimeProgram program)
      throws Exception {
    RuntimeSession session = program.start();
    assertThat(session.run("add", "3")).hasCounter(WORK, 3);
    awaitContent(program, WORK + "=3.0");
    assertThat(session.run("sh", "-c", script)).succeeded();
    assertThat(session.shutdown().code()).isZero();
    if (!script.contains("counters.new")) {
      assertThat(session.log())
          .containsPattern("counters has been (changed|removed) by another process");
    }
    assertThat(program.start().run("total")).hasStdout("3.0");
  }

  @Test
  void fileCreatedByAProgramIsOverwritten(RuntimeProgram program) {
    RuntimeSession session = program.start();
    String plant = "mkdir -p .golem-runtime; echo golem.usage.work=7 > .golem-runtime/counters";
    assertThat(session.run("sh", "-c", plant)).succeeded();
    session.shutdown();
    assertThat(program.start().run("total")).hasStdout("0.0");
  }

  @Test
  void failureToSaveIsLogged(RuntimeProgram program) {
    RuntimeSession session = program.start();
    assertThat(session.run("sh", "-c", "rm -rf .golem-runtime; touch .golem-runtime")).succeeded();
    assertThat(session.run("add", "3")).hasCounter(WORK, 3);
    assertThat(session.shutdown().code()).isZero();
    assertThat(session.log()).contains("cannot save the counters' totals for a later start");
  }

  @Test
  void totalsAreSavedAtMostTwiceASecond(RuntimeProgram program) throws Exception {
    RuntimeSession session = program.start();
    Files.createDirectories(file(program).getParent());
    try (WatchService watch = program.workdir().getFileSystem().newWatchService()) {
      var _ = file(program).getParent().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      long begin = System.nanoTime();
      assertThat(session.run("often", "1100")).succeeded();
      session.shutdown();
      double seconds = (System.nanoTime() - begin) / 1e9;
      long saved = 0;
      for (WatchKey key = watch.poll(); key != null; key = watch.poll()) {
        saved +=
            key.pollEvents().stream()
                .filter(event -> String.valueOf(event.context()).equals("counters"))
                .count();
        boolean _ = key.reset();
      }
      assertThat(saved).isBetween(2L, (long) (2 * seconds) + 2);
    }
  }

  @Test
  void nothingIsSavedBeforeAChangeOrByAManualRun(RuntimeProgram program) {
    program.start().shutdown();
    assertThat(program.run("add", "3")).succeeded();
    assertThat(file(program)).doesNotExist();
  }
}
