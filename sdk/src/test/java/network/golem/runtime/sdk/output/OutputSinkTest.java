package network.golem.runtime.sdk.output;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.protocol.FrameBuffer;
import org.junit.jupiter.api.Test;

class OutputSinkTest {
  /// Otherwise a frame's header would overwrite the end of the preceding output, or need a copy.
  @Test
  void frameHeaderFitsBeforeAPiece() {
    assertThat(OutputSink.HEADER_ROOM).isGreaterThanOrEqualTo(FrameBuffer.LONGEST_HEADER);
  }
}
