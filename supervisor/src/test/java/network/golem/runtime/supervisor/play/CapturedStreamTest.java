package network.golem.runtime.supervisor.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.CaptureMode;
import network.golem.runtime.supervisor.model.Captured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept of an output that is longer than the desk's limit.
class CapturedStreamTest {
  private static final Bytes MEBIBYTE = Bytes.copyOf(new byte[1 << 20]);
  private static final int MOST = CapturedStream.MOST >> 20;

  private static int kept(CaptureMode mode, int mebibytes, boolean lost) {
    CapturedStream stream = new CapturedStream(mode, true);
    for (int i = 0; i < mebibytes; i++) {
      Optional<Captured> _ = stream.add(MEBIBYTE);
    }
    assertThat(stream.hasLost()).isEqualTo(lost);
    return stream.kept().orElseThrow() instanceof Captured.Binary(Bytes bytes)
        ? bytes.length() >> 20
        : -1;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void keepsEverythingUpToTheLimit(int more) {
    CaptureMode all = new CaptureMode(Long.MAX_VALUE, 0, false, true);

    assertThat(kept(all, MOST + more, more > 0)).isEqualTo(MOST);
  }

  @Test
  void keepsTheEndUpToTheLimit() {
    assertThat(kept(new CaptureMode(0, Long.MAX_VALUE, false, true), MOST + 1, true))
        .isEqualTo(MOST);
    assertThat(kept(new CaptureMode(0, 2 << 20, false, true), MOST + 1, false)).isEqualTo(2);
  }

  @Test
  void requestedPartLosesNothing() {
    assertThat(kept(new CaptureMode(3 << 20, 0, false, true), MOST + 1, false)).isEqualTo(3);
  }
}
