package network.golem.runtime.protocol;

import static network.golem.runtime.protocol.Direction.FROM_RUNTIME;
import static network.golem.runtime.protocol.Direction.FROM_SUPERVISOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Recorded messages of the reference and its peers are read, and written again unchanged.
class RecordedSessionsTest {

  /// Well-formed sessions that we would not write like this: a length in more bytes than needed,
  /// two members of one oneof, an unknown member.
  private static final Set<String> WRITTEN_OTHERWISE =
      Set.of("ex-noncanonical-len", "ex-two-commands", "ex-unknown-command");

  private static final int SHORTEST_FRAME = 4;

  private static final List<Arguments> MALFORMED =
      List.of(
          arguments(
              "ex-garbage-len",
              FROM_SUPERVISOR,
              "the length of a message exceeds ten bytes, at byte 0 of the input"),
          arguments(
              "ex-huge-len",
              FROM_SUPERVISOR,
              "a message of 2147483648 bytes exceeds the limit of 67108864, at byte 0 of"
                  + " the input"),
          arguments(
              "ex-truncated",
              FROM_SUPERVISOR,
              "the input ends after 9 of a message's 11 bytes, at byte 10 of the input"),
          arguments("ex-garbage-body", FROM_SUPERVISOR, "truncated number, at byte 1 of the input"),
          arguments(
              "ex-bad-utf8", FROM_SUPERVISOR, "invalid UTF-8 in a string, at byte 7 of the input"),
          arguments(
              "cm-start",
              FROM_RUNTIME,
              "the input ends after 28 of a message's 123 bytes, at byte 29 of the input"));

  @ParameterizedTest
  @FieldSource("MALFORMED")
  void malformedSessionIsRefused(String session, Direction direction, String refusal) {
    MessageReader<? extends Message> reader =
        direction.reader(new ByteArrayInputStream(Recording.of(session, direction).bytes()));

    ProtocolException refused = catchThrowableOfType(ProtocolException.class, reader::read);

    assertThat(refused).hasMessage(refusal).hasMessageContaining("byte " + refused.offset());
  }

  static List<Recording> wellFormed() {
    return Recording.all().stream()
        .filter(r -> MALFORMED.stream().noneMatch(m -> isOf(m, r)))
        .toList();
  }

  private static boolean isOf(Arguments malformed, Recording recording) {
    return recording.session().equals(malformed.get()[0])
        && recording.direction() == malformed.get()[1];
  }

  @ParameterizedTest
  @MethodSource("wellFormed")
  void wellFormedFramesAreWrittenUnchanged(Recording recording) throws Exception {
    byte[] bytes = recording.bytes();
    MessageReader<? extends Message> reader =
        recording.direction().reader(new ByteArrayInputStream(bytes));
    int start = 0;
    for (Message message = reader.read(); message != null; message = reader.read()) {
      byte[] frame = Arrays.copyOfRange(bytes, start, (int) reader.offset());
      byte[] written = Frames.of(message);

      if (frame.length < SHORTEST_FRAME || isWrittenOtherwise(recording)) {
        assertThat(recording.direction().readOne(written)).isEqualTo(message);
      } else {
        assertThat(written).isEqualTo(frame);
      }
      start += frame.length;
    }
    assertThat(start).isEqualTo(bytes.length);
  }

  private static boolean isWrittenOtherwise(Recording recording) {
    return recording.direction() == FROM_SUPERVISOR
        && WRITTEN_OTHERWISE.contains(recording.session());
  }

  @Test
  void everyExceptionIsNeeded() throws Exception {
    for (String session : WRITTEN_OTHERWISE) {
      Recording recording = Recording.of(session, FROM_SUPERVISOR);
      Message[] messages = recording.direction().read(recording.bytes()).toArray(Message[]::new);

      assertThat(Frames.of(messages)).isNotEqualTo(recording.bytes());
    }
  }

  @Test
  void allSessionsExist() {
    assertThat(Recording.all()).hasSize(155);
    assertThat(Recording.all())
        .extracting(Recording::session)
        .hasSize(155)
        .containsAll(WRITTEN_OTHERWISE);
  }
}
