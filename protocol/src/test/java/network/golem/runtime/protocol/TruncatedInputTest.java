package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Truncated input is distinguished from input that ends between two frames, at every byte of a
/// session.
class TruncatedInputTest {

  @ParameterizedTest
  @EnumSource
  void atOnce(Direction direction) throws Exception {
    cutAtEveryByte(direction, in -> in);
  }

  @ParameterizedTest
  @EnumSource
  void byteByByte(Direction direction) throws Exception {
    cutAtEveryByte(direction, Trickle::byteByByte);
  }

  private static void cutAtEveryByte(Direction direction, UnaryOperator<InputStream> stream)
      throws Exception {
    byte[] session = session(direction);
    List<Integer> borders = borders(direction, session);
    assertThat(borders).hasSizeGreaterThan(4);

    for (int length = 0; length <= session.length; length++) {
      int end = length;
      MessageReader<? extends Message> reader =
          direction.reader(stream.apply(new ByteArrayInputStream(session, 0, end)));
      for (int border : borders.subList(1, (int) borders.stream().filter(b -> b <= end).count())) {
        assertThat(reader.read()).isNotNull();
        assertThat(reader.offset()).isEqualTo(border);
      }

      if (borders.contains(end)) {
        assertThat(reader.read()).isNull();
      } else {
        assertThatThrownBy(reader::read)
            .isInstanceOfSatisfying(
                ProtocolException.class, e -> assertThat(e.offset()).isEqualTo(end))
            .hasMessageStartingWith("the input ends ");
      }
    }
  }

  /// A recorded session, and a frame whose length has two bytes.
  private static byte[] session(Direction direction) {
    byte[] recorded = Recording.of("ex-run-twice", direction).bytes();
    Message longer =
        switch (direction) {
          case FROM_SUPERVISOR -> new Request.Hello(9, "x".repeat(200));
          case FROM_RUNTIME -> new Event.State("long", Bytes.utf8("x".repeat(200)));
        };
    return Frames.joined(recorded, Frames.of(longer));
  }

  /// The positions where a frame begins or the session ends.
  private static List<Integer> borders(Direction direction, byte[] session) throws Exception {
    MessageReader<? extends Message> reader = direction.reader(new ByteArrayInputStream(session));
    List<Integer> borders = new ArrayList<>(List.of(0));
    while (reader.read() != null) {
      borders.add((int) reader.offset());
    }
    return borders;
  }
}
