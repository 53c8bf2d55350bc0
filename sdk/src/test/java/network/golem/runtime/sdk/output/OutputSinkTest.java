package network.golem.runtime.sdk.output;

import static org.assertj.core.api.Assertions.assertThat;

import network.golem.runtime.protocol.FrameBuffer;
import org.junit.jupiter.api.Test;

class OutputSinkTest {
  /// Else a frame's header would overwrite the end of what lies before it, or need a copy.
  @Test
  void frameHeaderFitsBeforeAPiece() {
    assertThat(OutputSink.HEADER_ROOM).isGreaterThanOrEqualTo(FrameBuffer.LONGEST_HEADER);
  }
}
