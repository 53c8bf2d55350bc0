package network.golem.runtime.sdk.processes.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What `/proc` says of real processes: a shell that has started a `sleep`, and waits.
@Timeout(30)
class ProcessTableTest {
  private static final long SELF = ProcessHandle.current().pid();

  private final Process shell = start("sleep 60 & echo $!; wait");
  private final long sleep = number(shell);

  private static Process start(String script) {
    try {
      return new ProcessBuilder("sh", "-c", script).start();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static long number(Process printing) {
    try {
      return Long.parseLong(
          new BufferedReader(
                  new InputStreamReader(printing.getInputStream(), StandardCharsets.US_ASCII))
              .readLine());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void endAll() throws InterruptedException {
    ProcessHandle.of(sleep).ifPresent(ProcessHandle::destroyForcibly);
    var _ = shell.destroyForcibly();
    int _ = shell.waitFor();
  }

  @Test
  void aProcessHasAParentAndABeginning() {
    ProcessStat stat = ProcessStat.of(shell.pid()).orElseThrow();
    assertThat(stat.pid()).isEqualTo(shell.pid());
    assertThat(stat.parent()).isEqualTo(SELF);
    assertThat(stat.dead()).isFalse();
    assertThat(stat.start()).isPositive();
    assertThat(ProcessStat.of(sleep).orElseThrow().parent()).isEqualTo(shell.pid());
  }

  @Test
  void oneThatHasEndedIsNotThere() throws InterruptedException {
    endAll();
    assertThat(ProcessStat.of(shell.pid())).isEmpty();
    assertThat(ChildList.of(shell.pid())).isEmpty();
  }

  @Test
  void aNameMayContainParenthesesAndSpaces() {
    ProcessStat stat =
        ProcessStat.parse(
            7, "7 (a) R 9 (b) Z 3 7 7 0 -1 128 11 0 0 0 4 2 30 10 20 0 1 0 555 0 0 0 0 0 0");
    assertThat(stat).isEqualTo(new ProcessStat(7, 3, 555, true, 128, 6, 40));
    assertThat(stat.cpu()).isEqualTo(Duration.ofMillis(460));
    assertThat(stat.childCpu()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void aProcessHasChildren() {
    assertThat(ChildList.of(shell.pid())).containsExactly(sleep);
    assertThat(ChildList.of(SELF)).contains(shell.pid());
    assertThat(ChildList.parse("12 345 6 ")).containsExactly(12L, 345L, 6L);
    assertThat(ChildList.parse("")).isEmpty();
  }

  @Test
  void aTreeHasAllThatDescendsFromItsRoots() {
    Map<Long, ProcessStat> tree = ProcessTree.below(Set.of(shell.pid()));
    assertThat(tree).containsOnlyKeys(shell.pid(), sleep);
    assertThat(ProcessTree.isSame(tree, ProcessTree.below(Set.of(shell.pid())))).isTrue();
    assertThat(ProcessTree.isSame(tree, ProcessTree.below(Set.of(sleep)))).isFalse();
  }

  @Test
  void processorTimeThatHasGoneOrComeBetweenTwoLooks() {
    ProcessStat parent = new ProcessStat(1, 0, 10, false, 0, 100, 5);
    ProcessStat child = new ProcessStat(2, 1, 11, false, 0, 30, 0);
    ProcessStat parentLater = new ProcessStat(1, 0, 10, false, 0, 100, 35);
    Map<Long, ProcessStat> before = Map.of(1L, parent, 2L, child);
    Map<Long, ProcessStat> now = Map.of(1L, parentLater);
    assertThat(ProcessTree.cpu(before)).isEqualTo(Duration.ofMillis(1350));
    assertThat(ProcessTree.gone(before, now)).isEqualTo(Duration.ofMillis(300));
    assertThat(ProcessTree.gained(before, now)).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void anotherProcessOfTheSameNumberIsAnother() {
    ProcessStat first = new ProcessStat(2, 1, 11, false, 0, 30, 0);
    ProcessStat second = new ProcessStat(2, 1, 99, false, 0, 1, 0);
    assertThat(ProcessTree.gone(Map.of(2L, first), Map.of(2L, second)))
        .isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void aChildIsFoundWithWhatDescendsFromIt() {
    Mark mark = Mark.make();
    assertThat(ProcessSnapshot.now().marked(mark, _ -> false, Set.of(shell.pid())))
        .containsExactly(shell.pid(), sleep);
    assertThat(ProcessSnapshot.now().marked(mark, _ -> false, Set.of(sleep)))
        .as("it is no child of this process")
        .isEmpty();
  }
}
