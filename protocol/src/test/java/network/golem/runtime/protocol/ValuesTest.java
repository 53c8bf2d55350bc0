package network.golem.runtime.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The values in messages are immutable, and have a readable `toString`.
class ValuesTest {

  @Test
  void bytesAreCopiedInBothDirections() throws Exception {
    byte[] source = {1, 2, 3, 4};
    Bytes bytes = Bytes.copyOf(source, 1, 3);
    source[1] = 9;
    bytes.toByteArray()[0] = 9;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    bytes.writeTo(out);

    assertThat(bytes.toByteArray()).containsExactly(2, 3);
    assertThat(out.toByteArray()).containsExactly(2, 3);
    assertThat(bytes.length()).isEqualTo(2);
  }

  @Test
  void bytesAreEqualByContent() {
    assertThat(Bytes.utf8("ä")).isEqualTo(Bytes.copyOf(Frames.hex("c3 a4")));
    assertThat(Bytes.utf8("ä")).hasSameHashCodeAs(Bytes.copyOf(Frames.hex("c3 a4")));
    assertThat(Bytes.utf8("ä")).isNotEqualTo(Bytes.utf8("a"));
    assertThat(Bytes.utf8("")).isSameAs(Bytes.EMPTY);
    assertThat(Bytes.copyOf(new byte[0]).isEmpty()).isTrue();
  }

  @Test
  void bytesShowTheirLengthAndBeginning() {
    assertThat(Bytes.utf8("hello")).hasToString("5 bytes: hello");
    assertThat(Bytes.utf8("x".repeat(100))).hasToString("100 bytes: " + "x".repeat(64) + "…");
    assertThat(Bytes.copyOf(Frames.hex("61 ff")).utf8()).isEqualTo("a\ufffd");
  }

  @Test
  void numbersShowTheProtocolsNameIfTheyHaveOne() {
    assertThat(List.of(ErrorCode.INTERNAL, ErrorCode.NOT_FOUND, ErrorCode.BAD_REQUEST))
        .hasToString("[INTERNAL, NOT_FOUND, BAD_REQUEST]");
    assertThat(new ErrorCode(13)).hasToString("13");
    assertThat(List.of(NetworkInterface.VPN, NetworkInterface.INET)).hasToString("[VPN, INET]");
    assertThat(new NetworkInterface(7)).hasToString("7");
  }

  @Test
  void messagesCopyCollections() {
    List<String> args = new ArrayList<>(List.of("a"));
    Map<String, String> context = new LinkedHashMap<>(Map.of("k", "v"));
    Request.RunProcess run = new Request.RunProcess(1, "sh", args);
    Response.Error error = new Response.Error(1, ErrorCode.INTERNAL, "", context);
    args.clear();
    context.clear();

    assertThat(run.args()).containsExactly("a");
    assertThat(error.context()).containsExactly(Map.entry("k", "v"));
    assertThatThrownBy(() -> run.args().add("b")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> error.context().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
