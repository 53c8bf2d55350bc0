package network.golem.runtime.supervisor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static network.golem.runtime.supervisor.Desk.DEPLOY;
import static network.golem.runtime.supervisor.Desk.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.Captured;
import network.golem.runtime.supervisor.model.PlayEvent;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The parts of a command's output that a requestor gets.
@Timeout(20)
class CaptureTest {
  @TempDir Path folder;

  /// The command prints these strings in two pieces.
  private Desk played(String printed, String mode) throws Exception {
    Desk desk =
        Desk.ofShell(
            folder,
            """
            if [ $phase = run ]; then
              text='%s'
              printf "${text%%%%,*}"
              while [ ! -e go ]; do :; done
              printf "${text#*,}"
            fi
            """
                .formatted(printed));
    desk.whenHeard(event -> {
      if (event instanceof PlayEvent.Output) {
        go(desk.workdir);
      }
    });
    String capture = mode.isEmpty() ? "" : ", \"capture\": {\"stdout\": " + mode + "}";
    assertThat(desk.play(DEPLOY, START, "{\"run\": {\"entry_point\": \"x\"" + capture + "}}"))
        .isTrue();
    return desk;
  }

  private static void go(Path workdir) {
    try {
      Files.writeString(workdir.resolve("go"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String streamed(Desk desk) {
    return desk.heard(PlayEvent.Output.class)
        .flatMap(output -> output.streamed().stream())
        .map(CaptureTest::text)
        .collect(Collectors.joining());
  }

  private static String text(Captured captured) {
    return switch (captured) {
      case Captured.Text(String text) -> text;
      case Captured.Binary(Bytes bytes) -> bytes.toString();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"atEnd": {}}                               | 0123456789 | ''
          {"atEnd": {"head": 3}}                      | 012        | ''
          {"atEnd": {"head": 7}}                      | 0123456    | ''
          {"atEnd": {"head": 0}}                      | ''         | ''
          {"atEnd": {"tail": 3}}                      | 789        | ''
          {"atEnd": {"tail": 7}}                      | 3456789    | ''
          {"atEnd": {"tail": 99}}                     | 0123456789 | ''
          {"atEnd": {"tail": 0}}                      | ''         | ''
          {"atEnd": {"headTail": 5}}                  | 01289      | ''
          {"atEnd": {"headTail": 4}}                  | 0189       | ''
          {"atEnd": {"headTail": 1}}                  | 0          | ''
          {"atEnd": {"headTail": 9}}                  | 012346789  | ''
          {"atEnd": {"headTail": 11}}                 | 01234556789 | ''
          {"atEnd": {"headTail": 0}}                  | ''         | ''
          {"stream": {}}                              | 0123456789 | 0123456789
          {"stream": {"limit": 7}}                    | 0123456    | 0123456
          {"stream": {"limit": 0}}                    | ''         | ''
          {"stream": {"limit": 2, "format": "string"}} | 01        | 01
          {"atEnd": {"head": 2, "tail": 3}}           | 01         | ''
          {"atEnd": {"tail": 3, "head": -1}}          | 789        | ''
          {"atEnd": {"part": {"head": 3}}}            | 0123456789 | ''
          {"stream": {"stream": 3}}                   | 0123456789 | 0123456789
          """)
  void captureModesKeepAndStream(String mode, String kept, String streamed) throws Exception {
    Desk desk = played("01234,56789", mode);

    assertThat(desk.result(2).stdout())
        .isEqualTo(kept.isEmpty() ? Optional.empty() : Optional.of(new Captured.Text(kept)));
    assertThat(desk.result(2).stderr()).isEmpty();
    assertThat(streamed(desk)).isEqualTo(streamed);
  }

  @Test
  void withoutCaptureNothingIsKept() throws Exception {
    Desk desk = played("01234,56789", "");

    assertThat(desk.result(2).stdout()).isEmpty();
    assertThat(desk.stdout(2)).as("but shown").isEqualTo("0123456789");
    assertThat(desk.heard(PlayEvent.Output.class))
        .isNotEmpty()
        .allMatch(output -> !output.captured() && output.streamed().isEmpty());
  }

  @Test
  void binaryOutputIsAnArrayOfNumbers() throws Exception {
    Desk desk = played("\\377,\\001", "{\"stream\": {\"format\": \"bin\"}}");

    assertThat(desk.result(2).stdout())
        .contains(new Captured.Binary(Bytes.copyOf(new byte[] {(byte) 255, 1})));
    assertThat(desk.heard(PlayEvent.Output.class).findFirst().orElseThrow().streamed())
        .get()
        .isInstanceOf(Captured.Binary.class);
  }

  @Test
  void invalidUtf8BecomesBytesInResultsAndReplacementsInEvents() throws Exception {
    Desk desk = played("a\\303\\244,\\377", "{\"stream\": {}}");

    byte[] bytes = {'a', (byte) 0xc3, (byte) 0xa4, (byte) 0xff};
    assertThat(desk.result(2).stdout())
        .isEqualTo(Optional.of(new Captured.Text(new String(bytes, ISO_8859_1))));
    assertThat(streamed(desk)).endsWith("\uFFFD").startsWith("aä");
  }

  @Test
  void commandsOtherThanRunKeepAndStreamEverything() throws Exception {
    Desk desk =
        Desk.ofShell(
            folder, "[ $phase = run ] || { [ $phase = deploy ] || echo out; echo err >&2; }");
    assertThat(desk.play(DEPLOY, START)).isTrue();

    assertThat(desk.result(0).stderr()).contains(new Captured.Text("err\n"));
    assertThat(desk.result(1).stdout()).contains(new Captured.Text("out\n"));
    assertThat(streamed(desk)).contains("out\n", "err\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                    | must have one key, atEnd or stream, not []
          {"atEnd": {}, "stream": {}}           | must have one key, atEnd or stream, not [atEnd, stream]
          {"atEnd": {"head": 2}, "format": "str"} | must have one key, atEnd or stream, not [atEnd, format]
          {"stream": null}                      | 'stream' must not be null
          {"stream": {"limit": -1}}             | 'limit' must be a number of bytes, from 0 to 2^64-1, not -1
          {"stream": {"format": "hex"}}         | 'format' must be str or bin, not 'hex'
          """)
  void invalidModesAreRefused(String mode, String said) throws Exception {
    Desk desk = Desk.ofShell(folder, ":");

    Assertions.assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() ->
            desk.script(
                "{\"run\": {\"entry_point\": \"x\", \"capture\": {\"stdout\": " + mode + "}}}"))
        .withMessageContaining(said);
  }
}
