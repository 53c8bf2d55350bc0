package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.golem.runtime.proto.GolemRuntimeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random messages of every kind go through our codec and through the one that protobuf generates.
class OracleTest {
  private static final int MESSAGES = 400;

  static Set<Class<? extends Message>> kinds() {
    return Samples.KINDS.keySet();
  }

  @Test
  void everyKindOfMessageIsCovered() {
    assertThat(kinds()).isEqualTo(leaves(Message.class).collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void oracleReadsWhatWeWrite(Class<? extends Message> kind) {
    Seeds.each(
        MESSAGES,
        random -> {
          Message ours = new Samples(random).message(kind);

          assertThat(parsed(Direction.of(ours), Frames.of(ours))).isEqualTo(ToOracle.convert(ours));
        });
  }

  /// Except for frames that we make longer, and for map entries, in which we leave out empty keys
  /// and values.
  @ParameterizedTest
  @MethodSource("kinds")
  void oracleWritesTheSameBytes(Class<? extends Message> kind) {
    Seeds.each(
        MESSAGES,
        random -> {
          Message ours = new Samples(random).message(kind);
          byte[] theirs = framedByTheOracle(ours);
          if (theirs.length >= 4
              && !entriesOf(ours).containsKey("")
              && !entriesOf(ours).containsValue("")) {
            assertThat(Frames.of(ours)).isEqualTo(theirs);
          }
        });
  }

  private static Map<String, String> entriesOf(Message message) {
    return switch (message) {
      case Request.CreateNetwork create -> create.hosts();
      case Response.Error error -> error.context();
      default -> Map.of();
    };
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void weReadWhatTheOracleWrites(Class<? extends Message> kind) {
    Seeds.each(
        MESSAGES,
        random -> {
          Message ours = new Samples(random).message(kind);

          assertThat(Direction.of(ours).read(framedByTheOracle(ours))).containsExactly(ours);
        });
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void weReadWhatWeWrite(Class<? extends Message> kind) {
    Seeds.each(
        MESSAGES,
        random -> {
          Samples samples = new Samples(random);
          Message first = samples.message(kind);
          Message second = samples.message(kind);

          List<Message> read = Direction.of(first).read(Frames.of(first, second));

          assertThat(read).containsExactly(first, second);
          assertThat(Frames.of(read.toArray(Message[]::new))).isEqualTo(Frames.of(first, second));
        });
  }

  private static com.google.protobuf.Message parsed(Direction direction, byte[] frame)
      throws Exception {
    ByteArrayInputStream in = new ByteArrayInputStream(frame);
    return switch (direction) {
      case FROM_SUPERVISOR -> GolemRuntimeProto.Request.parseDelimitedFrom(in);
      case FROM_RUNTIME -> GolemRuntimeProto.Response.parseDelimitedFrom(in);
    };
  }

  private static byte[] framedByTheOracle(Message ours) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    ToOracle.convert(ours).writeDelimitedTo(frame);
    return frame.toByteArray();
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(OracleTest::leaves)
        : Stream.of(type);
  }
}
