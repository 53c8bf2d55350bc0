package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.golem.runtime.proto.GolemRuntimeProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The frames that the published pages show, byte for byte: protobuf and our codec read them as
/// what stands beside them.
class WorkedFramesTest {
  private static final Path PAGES = Path.of("../docs/protocol");

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (Request|Response) \\| `([0-9a-f ]+)` \\| `(.*?)` \\|.*$");

  /// A row of a table.
  record Row(String direction, String frame, String text) {
    boolean isRequest() {
      return direction.equals("Request");
    }
  }

  static List<Row> rows() throws IOException {
    return Stream.concat(rows("README.md").stream(), rows("reference.md").stream()).toList();
  }

  private static List<Row> rows(String page) throws IOException {
    return ROW.matcher(Files.readString(PAGES.resolve(page)))
        .results()
        .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
        .toList();
  }

  @Test
  void bothPagesShowFrames() throws IOException {
    assertThat(rows("README.md")).hasSizeGreaterThan(8);
    assertThat(rows("reference.md")).hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void areWhatStandsBesideThem(Row row) throws Exception {
    byte[] frame = Frames.hex(row.frame());
    CodedInputStream input = CodedInputStream.newInstance(frame);
    byte[] message = input.readByteArray();
    assertThat(input.isAtEnd()).isTrue();

    DynamicMessage.Builder expected =
        DynamicMessage.newBuilder(
            row.isRequest()
                ? GolemRuntimeProto.Request.getDescriptor()
                : GolemRuntimeProto.Response.getDescriptor());
    TextFormat.merge(known(row.text()), expected);
    if (!known(row.text()).equals(row.text())) {
      expected.setUnknownFields(unknownCommand());
    }
    assertThat(message).isEqualTo(expected.build().toByteArray());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void ourCodecReadsAndWritesThem(Row row) throws Exception {
    byte[] frame = Frames.hex(row.frame());
    Message message =
        (row.isRequest() ? Direction.FROM_SUPERVISOR : Direction.FROM_RUNTIME).readOne(frame);

    if (!(message instanceof Request.Unrecognized)) {
      assertThat(Frames.of(message)).isEqualTo(frame);
    }
  }

  /// Text without the field that nobody has defined, which the text format does not read.
  private static String known(String text) {
    return text.replace(" 40: \"\"", "");
  }

  private static UnknownFieldSet unknownCommand() {
    return UnknownFieldSet.newBuilder()
        .addField(
            40, UnknownFieldSet.Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build())
        .build();
  }
}
