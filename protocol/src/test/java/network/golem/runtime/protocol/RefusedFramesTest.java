package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.Direction.FROM_RUNTIME;
import static network.golem.runtime.protocol.Direction.FROM_SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Malformed frames are refused in one sentence with the position.
class RefusedFramesTest {
  private static final byte[] HELLO = Frames.of(new Request.Hello(2, "0.1.0"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      textBlock =
          """
          8b 80 80 80 80 80 80 80 80 80 00 = the length of a message exceeds ten bytes, at byte 12
          80 80 80 80 80 80 80 80 80 02 = the length of a message exceeds 64 bits, at byte 12
          ff ff ff ff ff ff ff ff ff 01 = a message of 18446744073709551615 bytes exceeds the limit of 67108864, at byte 12
          80 80 80 80 80 80 80 80 80 01 = a message of 9223372036854775808 bytes exceeds the limit of 67108864, at byte 12
          81 80 80 20 = a message of 67108865 bytes exceeds the limit of 67108864, at byte 12
          ff ff ff ff 0f = a message of 4294967295 bytes exceeds the limit of 67108864, at byte 12
          8b = the input ends within the length of a message, at byte 13
          0b = the input ends after 0 of a message's 11 bytes, at byte 13
          0b 08 02 12 = the input ends after 3 of a message's 11 bytes, at byte 16
          02 08 80 = truncated number, at byte 14
          0c 08 ff ff ff ff ff ff ff ff ff ff 01 = a number exceeds ten bytes, at byte 14
          03 12 02 0a = a field of 2 bytes exceeds the 1 left in its message, at byte 14
          05 12 03 0a 05 61 = a field of 5 bytes exceeds the 1 left in its message, at byte 16
          0b 12 ff ff ff ff ff ff ff ff ff 01 = a field of 18446744073709551615 bytes exceeds the 0 left in its message, at byte 14
          02 00 00 = invalid field number 0, at byte 13
          06 88 80 80 80 10 00 = invalid field number 536870913, at byte 13
          03 19 00 00 = truncated value, at byte 14
          03 1d 00 00 = truncated value, at byte 14
          01 1e = invalid wire type 6, at byte 13
          01 0f = invalid wire type 7, at byte 13
          01 1c = the end of a group that was not started, at byte 13
          04 1b 10 00 24 = the end of a group that was not started, at byte 16
          03 1b 10 00 = truncated group, at byte 13
          06 12 04 0a 02 61 c3 = invalid UTF-8 in a string, at byte 18
          07 12 05 0a 03 ed a0 80 = invalid UTF-8 in a string, at byte 17
          06 12 04 0a 02 c0 80 = invalid UTF-8 in a string, at byte 17
          """)
  void malformedRequestsAreRefused(String frame, String refusal) throws Exception {
    MessageReader<Request> reader = MessageReader.ofRequests(afterHello(frame));
    assertThat(reader.read()).isNotNull();

    assertThatThrownBy(reader::read)
        .isInstanceOf(ProtocolException.class)
        .hasMessage(refusal + " of the input");
  }

  @Test
  void malformedAnswersAndEventsAreRefused() {
    assertThatThrownBy(() -> FROM_RUNTIME.read(Frames.hex("09 08 01 aa 01 04 12 02 11 00")))
        .hasMessage("truncated value, at byte 9 of the input");
  }

  @Test
  void nothingIsReadAfterAMalformedFrame() throws Exception {
    MessageReader<Request> reader =
        MessageReader.ofRequests(
            new SequenceInputStream(afterHello("01 0f"), new ByteArrayInputStream(HELLO)));
    assertThat(reader.read()).isNotNull();

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(reader::read).hasMessage("invalid wire type 7, at byte 13 of the input");
    }
    assertThat(reader.offset()).isEqualTo(HELLO.length);
  }

  @Test
  void messageMayBeAsLongAsTheLimit() throws Exception {
    int length = HELLO.length - 1;

    assertThat(FROM_SUPERVISOR.reader(new ByteArrayInputStream(HELLO), length).read())
        .isEqualTo(new Request.Hello(2, "0.1.0"));
    assertThatThrownBy(
            () -> FROM_SUPERVISOR.reader(new ByteArrayInputStream(HELLO), length - 1).read())
        .hasMessage("a message of 11 bytes exceeds the limit of 10, at byte 0 of the input");
  }

  @Test
  void negativeLimitIsAnIllegalArgument() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MessageReader.ofRequests(InputStream.nullInputStream(), -1))
        .withMessage("the longest message cannot have -1 bytes");
  }

  private static InputStream afterHello(String frame) {
    return new SequenceInputStream(
        new ByteArrayInputStream(HELLO), new ByteArrayInputStream(Frames.hex(frame)));
  }
}
