package network.golem.runtime.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import network.golem.runtime.architecture.LockedFields.Kind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// In `sdk` and `supervisor`, a field that is written under a lock says so, and the compiler checks
/// it; or it is volatile, and its comment says why it may be read without.
class LockedFieldsTest {
  /// Guarded by the monitor of another object, which the annotation cannot say.
  private static final Set<String> OF_ANOTHERS_MONITOR =
      Set.of(
          "network.golem.runtime.supervisor.session.EventMonitor$Watch.answered",
          "network.golem.runtime.supervisor.session.EventMonitor$Watch.pid");

  private static LockedFields fields;

  @BeforeAll
  static void read() throws IOException {
    fields = LockedFields.of(ProjectClasses.onClassPath());
  }

  @Test
  void fieldsThatAreWrittenUnderALockSayByWhichTheyAreGuarded() {
    assertThat(fields.of(Kind.SILENT))
        .filteredOn(name -> name.matches("network\\.golem\\.runtime\\.(sdk|supervisor)\\..*"))
        .containsExactlyInAnyOrderElementsOf(OF_ANOTHERS_MONITOR);
  }

  /// Or the test above could not fail.
  @Test
  void suchFieldsAreFound() {
    assertThat(fields.of(Kind.GUARDED))
        .contains(
            "network.golem.runtime.sdk.frames.FrameWriter.intake", // by a Lock
            "network.golem.runtime.sdk.server.StartPhase.wish", // by a synchronized method
            "network.golem.runtime.sdk.processes.accounting.Offspring.ended"); // by a block
    assertThat(fields.of(Kind.VOLATILE))
        .contains("network.golem.runtime.sdk.command.Termination.state");
  }
}
