package network.golem.runtime.sdk.processes.ending;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import network.golem.runtime.sdk.command.TestActivity;
import network.golem.runtime.sdk.posix.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How programs are ended: real processes, among which some do not want to.
@Timeout(30)
class SweepTest {
  private final Set<Process> started = new HashSet<>();

  private final Sweep sweep =
      new Sweep(
          new NativeSignals(),
          TestActivity.log(),
          () ->
              started.stream()
                  .filter(Process::isAlive)
                  .map(Process::pid)
                  .collect(Collectors.toSet()));

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  /// @return when it has executed this
  private Process start(String script) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", script + "; echo; while :; do sleep 60; done").start();
    started.add(process);
    assertThat(process.getInputStream().read()).isEqualTo('\n');
    return process;
  }

  @Test
  void aSignalReachesEachOnce() throws Exception {
    Process one = start("trap 'exit 3' USR1");
    Process two = start("trap 'exit 4' USR1");
    ProcessHandle.of(one.pid()).orElseThrow().children().forEach(ProcessHandle::destroy);
    assertThat(sweep.send(new Signal(10))).isTrue();
    endSleepsOf(one);
    endSleepsOf(two);
    assertThat(one.waitFor()).isEqualTo(3);
    assertThat(two.waitFor()).isEqualTo(4);
    assertThat(sweep.send(new Signal(10))).as("nobody is left").isFalse();
  }

  /// A shell handles a signal when what it waits for has ended.
  private static void endSleepsOf(Process shell) {
    while (shell.isAlive()) {
      shell.toHandle().children().forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void whoeverEndsWhenAskedIsNotForced() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    started.add(process);
    sweep.end(Duration.ofMinutes(1));
    assertThat(process.waitFor()).isEqualTo(143);
  }

  @Test
  void whoeverDoesNotEndIsForced() throws Exception {
    Process process = start("trap '' TERM");
    sweep.end(Duration.ofMillis(20));
    assertThat(process.waitFor()).isEqualTo(137);
  }

  @Test
  void whatIsStoppedEndsWhenAsked() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    started.add(process);
    assertThat(sweep.send(Signal.STOP)).isTrue();
    assertThat(sweep.send(Signal.TERM)).isTrue();
    assertThat(process.waitFor()).isEqualTo(143);
  }

  @Test
  void killingIsRepeatedUntilNobodyIsLeft() throws Exception {
    Process one = start("trap '' TERM");
    Process two = start("trap '' TERM");
    sweep.kill();
    assertThat(one.waitFor()).isEqualTo(137);
    assertThat(two.waitFor()).isEqualTo(137);
    assertThat(sweep.killOnce()).isEmpty();
  }

  @Test
  void theJdksSignalsAreThoseThatEnd() throws Exception {
    Signals signals = new JavaSignals();
    assertThat(signals.sends(Signal.TERM)).isTrue();
    assertThat(signals.sends(new Signal(10))).isFalse();
    Process process = new ProcessBuilder("sleep", "60").start();
    started.add(process);
    signals.send(process.pid(), new Signal(10));
    signals.send(process.pid(), Signal.INT);
    assertThat(process.waitFor()).isEqualTo(143);
  }
}
