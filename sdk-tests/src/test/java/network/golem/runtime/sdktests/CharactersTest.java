package network.golem.runtime.sdktests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testkit.SessionEvent;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each piece of output can be decoded separately.
@RuntimeTest(CharactersTest.Printing.class)
class CharactersTest {
  @RuntimeDef(name = "printing")
  static final class Printing implements GolemRuntime {
    /// Characters of four bytes each, after one of one byte, so that no block of a power of two
    /// ends at a character boundary.
    private static final String TEXT = "x" + "😀".repeat(60_000);

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "print" -> command.stdout().print(TEXT);
        case "exec" -> {
          return command.exec(
              new ProcessBuilder("cat"), new ByteArrayInputStream(TEXT.getBytes(UTF_8)));
        }
        case "half" -> {
          command.stdout().write(0xf0);
          command.stdout().write(0x9f);
          Thread.sleep(Long.MAX_VALUE);
        }
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Printing::new, args);
    }
  }

  /// The program's output, each piece decoded separately.
  private static String run(RuntimeSession session, String how) {
    int before = session.events().size();
    assertThat(session.run(how)).succeeded();
    return session.events().stream()
        .skip(before)
        .filter(SessionEvent.Received.class::isInstance)
        .map(event -> ((SessionEvent.Received) event).message())
        .filter(Event.ProcessStatus.class::isInstance)
        .map(message -> ((Event.ProcessStatus) message).stdout().utf8())
        .collect(Collectors.joining());
  }

  /// On a busy machine, more than 50 ms may pass between two reads, so this tries several times; if
  /// characters were split at the ends of blocks, no try would succeed.
  private static boolean isWholeInOneOfFiveTries(RuntimeSession session, String how) {
    return IntStream.range(0, 5).anyMatch(_ -> run(session, how).equals(Printing.TEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"print", "exec"})
  void charactersAreNotSplit(String how, RuntimeSession session) {
    assertThat(isWholeInOneOfFiveTries(session, how)).isTrue();
  }

  @Test
  void charactersAreNotSplitWithoutNativeAccess(@TempDir Path directory) throws Exception {
    try (RuntimeProgram program =
        RuntimeProgram.of(
            RuntimeLauncher.of(Printing.class).withoutNativeAccess().writeTo(directory))) {
      assertThat(isWholeInOneOfFiveTries(program.start(), "exec")).isTrue();
    }
  }

  @Test
  void incompleteCharacterIsSentAfterSomeSilence(RuntimeSession session) {
    assertThat(session.start("half").awaitStdout("\uFFFD").kill(15).await()).failedWith(143);
  }
}
