package network.golem.runtime.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.ErrorCode;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.junit.jupiter.api.Test;

/// What a runtime has written, good or bad.
class FrameScannerTest {
  private final List<Reply> replies = new ArrayList<>();
  private final FrameScanner scanner = new FrameScanner(replies::add);

  private void feed(byte[] bytes) {
    scanner.feed(bytes, bytes.length, 0);
  }

  private void feed(String hex) {
    feed(HexFormat.ofDelimiter(" ").parseHex(hex));
  }

  private static byte[] encoded(RuntimeMessage... messages) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Connection<RuntimeMessage, Request> runtime =
        Connection.ofRuntime(InputStream.nullInputStream(), out)) {
      for (RuntimeMessage message : messages) {
        runtime.send(message);
      }
    }
    return out.toByteArray();
  }

  @Test
  void readsWhatTheCodecWrites() throws Exception {
    byte[] bytes =
        encoded(
            new Response.Hello(2, "1.2.3"),
            new Response.RunProcess(-1, 7),
            new Event.ProcessStatus(7, true, 0, Bytes.utf8("out"), Bytes.utf8("err")),
            new Event.ProcessStatus(7, false, -3, Bytes.EMPTY, Bytes.EMPTY),
            new Event.Counter("golem.usage.x", 1.5),
            new Event.State("s", Bytes.utf8("{}")),
            new Response.Error(4, ErrorCode.NOT_FOUND, "no", Map.of("k", "v")));
    for (byte each : bytes) {
      feed(new byte[] {each});
    }

    assertThat(scanner.broken()).isEmpty();
    assertThat(scanner.rest()).isEmpty();
    assertThat(replies)
        .extracting(Reply::toString)
        .containsExactly(
            "id: 2 hello { version: \"1.2.3\" }",
            "id: 18446744073709551615 run { pid: 7 }",
            "event: true status { pid: 7 running: true stdout: \"out\" stderr: \"err\" }",
            "event: true status { pid: 7 return_code: -3 }",
            "event: true rt_status { counter { name: \"golem.usage.x\" value: 1.5 } }",
            "event: true rt_status { state { name: \"s\" value: \"{}\" } }",
            "id: 4 error { code: 1 message: \"no\" context { key: \"k\" value: \"v\" } }");
    assertThat(replies.get(3).returnCode()).isEqualTo(-3);
    assertThat(replies.get(4).value()).isEqualTo(1.5);
    assertThat(replies.get(6).errorCode()).isEqualTo(1);
  }

  @Test
  void violationsStayVisible() {
    feed("07 10 02 a2 01 02 08 01"); // a status without the flag, but with an id
    feed("07 08 01 10 02 22 01 ff"); // a flag in a hello whose content is no message

    assertThat(replies).hasSize(1);
    assertThat(replies.getFirst().isEvent()).isTrue();
    assertThat(replies.getFirst().event()).isFalse();
    assertThat(replies.getFirst().id()).isEqualTo(2);
    assertThat(scanner.broken()).get().asString().contains("is not a message");
  }

  @Test
  void invalidStringsAreNamed() {
    feed("08 10 02 22 04 0a 02 c3 28");

    assertThat(replies.getFirst().invalidStrings()).containsExactly("hello.version");
  }

  @Test
  void textIsNotFrames() {
    feed("hello this is not a frame".getBytes(UTF_8));

    assertThat(replies).isEmpty();
    assertThat(new String(scanner.rest(), UTF_8)).startsWith("hello");
  }

  @Test
  void theCodecReadsHandMadeRequests() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(RequestBytes.frame(RequestBytes.hello(2, "0.1.0"), 3));
    all.writeBytes(RequestBytes.frame(RequestBytes.run(-1, "/bin/x", List.of("x", "ü"))));
    all.writeBytes(RequestBytes.frame(RequestBytes.kill(4, 9, -1)));
    all.writeBytes(RequestBytes.frame(RequestBytes.shutdown(5)));
    MessageReader<Request> reader =
        MessageReader.ofRequests(new ByteArrayInputStream(all.toByteArray()));

    assertThat(reader.read()).isEqualTo(new Request.Hello(2, "0.1.0"));
    assertThat(reader.read()).isEqualTo(new Request.RunProcess(-1, "/bin/x", List.of("x", "ü")));
    assertThat(reader.read()).isEqualTo(new Request.KillProcess(4, 9, -1));
    assertThat(reader.read()).isEqualTo(new Request.Shutdown(5));
    assertThat(MessageText.request(RequestBytes.kill(4, 9, -1)))
        .isEqualTo("id: 4 kill { pid: 9 signal: -1 }");
  }
}
