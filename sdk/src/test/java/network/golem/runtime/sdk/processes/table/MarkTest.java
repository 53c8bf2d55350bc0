package network.golem.runtime.sdk.processes.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.Posix;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How a program's processes are found again: by a variable, and by a limit that they inherit.
@Timeout(30)
class MarkTest {
  private static final String OWNER = "command-7.";

  private final Mark mark = Mark.make();
  private final Process process;

  MarkTest() throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "read line; env -i sleep 60 & wait");
    builder.environment().put(mark.variable(), OWNER);
    process = builder.start();
  }

  @BeforeEach
  void awaitExecution() throws IOException {
    while (mark.ownerByVariable(process.pid()).isEmpty()) { // it is still this JVM's copy
      Thread.onSpinWait();
    }
  }

  @AfterEach
  void endAll() throws InterruptedException {
    ChildList.of(process.pid())
        .forEach(child -> ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly));
    var _ = process.destroyForcibly();
    int _ = process.waitFor();
  }

  @Test
  void noTwoAreTheSame() {
    assertThat(Mark.make().variable()).isNotEqualTo(mark.variable());
  }

  @Test
  void theVariableNamesTheOwner() {
    assertThat(mark.ownerByVariable(process.pid())).contains(OWNER);
    assertThat(mark.owner(process.pid())).contains(OWNER);
    assertThat(mark.ownerByLimit(process.pid())).isEmpty();
    assertThat(Mark.make().owner(process.pid())).as("another runtime's").isEmpty();
  }

  @Test
  void theLimitNamesTheOwnerOfWhatHasAnEmptyEnvironment() throws IOException {
    put(OWNER);
    assertThat(mark.ownerByLimit(process.pid())).contains(OWNER);
    process.getOutputStream().write('\n');
    process.getOutputStream().close();
    Set<Long> found = Set.of();
    while (found.size() < 2) {
      found = ProcessSnapshot.now().marked(mark, OWNER::equals, Set.of());
    }
    long child = ChildList.of(process.pid()).getFirst();
    assertThat(found).containsExactlyInAnyOrder(process.pid(), child);
    assertThat(mark.ownerByLimit(child)).contains(OWNER);
    assertThat(ProcessSnapshot.now().marked(mark, "command-8."::equals, Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"command-0.", "command-12345678.", "child-3.", Mark.UNKNOWN})
  void everyOwnerHasALimitOfItsOwn(String owner) {
    put(owner);
    assertThat(mark.ownerByLimit(process.pid())).contains(owner);
  }

  private void put(String owner) {
    try (MemoryScope scope = new MemoryScope()) {
      assertThat(Mark.put(process.pid(), mark.limit(owner), scope, new Posix(scope))).isTrue();
    }
  }

  @Test
  void withoutATagThereIsNoLimit() {
    assertThat(new Mark("GOLEM_RUNTIME_x", 0).limit(OWNER)).isZero();
  }
}
