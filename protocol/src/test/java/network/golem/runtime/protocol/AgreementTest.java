package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Unusual messages are read or refused as the oracle does.
class AgreementTest {
  private static final Pattern LENGTH = Pattern.compile("a field of (\\d+) bytes .*");

  @ParameterizedTest
  @EnumSource
  void unknownFieldsAreIgnored(Direction direction) {
    Seeds.each(
        3_000,
        random -> {
          Message message = new Samples(random).message(direction);
          byte[] noisy = new Noise(random).in(ToOracle.convert(message)).toByteArray();

          assertThat(direction.readOne(Frames.around(noisy))).isEqualTo(message);
        });
  }

  @ParameterizedTest
  @EnumSource
  void piecesOfMessagesAreMerged(Direction direction) {
    Seeds.each(
        3_000,
        random -> {
          byte[] pieces = pieces(direction, random);

          assertThat(direction.readOne(Frames.around(pieces))).isEqualTo(direction.oracle(pieces));
        });
  }

  @ParameterizedTest
  @EnumSource
  void damagedMessagesAreReadOrRefusedLikeTheOracle(Direction direction) {
    Seeds.each(
        10_000,
        random -> {
          byte[] damaged = new Mutation(random).of(pieces(direction, random));
          @Nullable Message ours = null;
          try {
            ours = direction.readOne(Frames.around(damaged));
          } catch (ProtocolException e) {
            if (fitsNowhere(e.getMessage())) {
              return;
            }
          }
          assertThat(ours).isEqualTo(oracleOrNull(direction, damaged));
        });
  }

  /// The intended differences, which the reference shares: we refuse field numbers of more than 32
  /// bits and lengths of more than 31, whose upper bits the oracle discards, and numbers of more
  /// than ten bytes, which the oracle ends after the tenth.
  private static boolean fitsNowhere(String refusal) {
    Matcher length = LENGTH.matcher(refusal);
    return refusal.startsWith("invalid field number")
        || refusal.startsWith("a number exceeds ten bytes")
        || (length.matches() && Long.parseUnsignedLong(length.group(1)) >>> 31 > 0);
  }

  private static @Nullable Message oracleOrNull(Direction direction, byte[] message) {
    try {
      return direction.oracle(message);
    } catch (InvalidProtocolBufferException e) {
      return null;
    }
  }

  /// One to three concatenated messages, which protobuf treats as one message.
  private static byte[] pieces(Direction direction, Random random) throws IOException {
    Samples samples = new Samples(random);
    ByteArrayOutputStream pieces = new ByteArrayOutputStream();
    for (int left = 1 + random.nextInt(3); left > 0; left--) {
      com.google.protobuf.Message piece = ToOracle.convert(samples.message(direction));
      (random.nextBoolean() ? new Noise(random).in(piece) : piece).writeTo(pieces);
    }
    return pieces.toByteArray();
  }
}
