package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Typical frames, byte for byte.
class SampleFramesTest {

  static List<Arguments> frames() {
    return List.of(
        arguments(new Request.Hello(2, "0.1.0"), "0b 08 02 12 07 0a 05 30 2e 31 2e 30"),
        arguments(new Response.Hello(2, "1.2.3"), "0b 10 02 22 07 0a 05 31 2e 32 2e 33"),
        arguments(
            new Request.RunProcess(3, "/bin/sh", List.of("sh", "-c")),
            "15 08 03 52 11 0a 07 2f 62 69 6e 2f 73 68 12 02 73 68 12 02 2d 63"),
        arguments(new Response.RunProcess(3, 1), "06 10 03 52 02 08 01"),
        arguments(new Response.RunProcess(2, 0), "04 10 02 52 00"),
        arguments(
            new Request.KillProcess(9, 1, -3),
            "11 08 09 5a 0d 08 01 10 fd ff ff ff ff ff ff ff ff 01"),
        arguments(Event.ProcessStatus.started(1), "09 08 01 a2 01 04 08 01 10 01"),
        arguments(Event.ProcessStatus.ended(1, 0), "07 08 01 a2 01 02 08 01"),
        arguments(
            new Event.Counter("golem.usage.x", 1.5),
            "1f 08 01 aa 01 1a 12 18 0a 0d 67 6f 6c 65 6d 2e 75 73 61 67 65 2e 78 11 00 00 00 00 00"
                + " 00 f8 3f"),
        arguments(
            new Response.Error(4, ErrorCode.NOT_FOUND, "Not supported", Map.of()),
            "15 10 04 1a 11 08 01 12 0d 4e 6f 74 20 73 75 70 70 6f 72 74 65 64"),
        arguments(new Request.Shutdown(8), "04 08 08 62 00"),
        arguments(new Response.Shutdown(8), "04 10 08 62 00"));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void isWrittenAndRead(Message message, String frame) throws Exception {
    assertThat(Frames.of(message)).isEqualTo(Frames.hex(frame));
    assertThat(Direction.of(message).readOne(Frames.hex(frame))).isEqualTo(message);
  }
}
