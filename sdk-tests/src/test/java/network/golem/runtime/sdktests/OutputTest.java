package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RunningCommand;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import network.golem.runtime.testkit.SessionEvent;
import org.junit.jupiter.api.Test;

/// The output of commands, and the pieces in which it is sent.
@RuntimeTest(OutputTest.Printing.class)
class OutputTest {
  private static final int PIECE = 64 * 1024;

  @RuntimeDef(name = "printing")
  static final class Printing implements GolemRuntime {
    private final Latches latches = new Latches();

    record Report(String name, int size) {}

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "print" -> command.stdout().print(command.arguments().getFirst());
        case "print-wait" -> {
          command.stdout().print(command.arguments().getFirst());
          latches.await("go on");
        }
        case "flush" -> {
          for (String word : command.arguments()) {
            command.stdout().print(word);
            command.stdout().flush();
          }
        }
        case "write" -> {
          byte[] bytes = new byte[Integer.parseInt(command.arguments().getFirst())];
          command.stdout().write(bytes, 0, bytes.length);
        }
        case "bytes" -> {
          for (int i = 0; i < 256; i++) {
            command.stdout().write(i);
          }
        }
        case "both" -> {
          for (int i = 0; i < 100; i++) {
            command.stdout().print("o" + i + " ");
            command.stderr().print("e" + i + " ");
          }
        }
        case "count" -> {
          for (int i = 0; i < Integer.parseInt(command.arguments().getFirst()); i++) {
            command.stdout().println(i);
          }
        }
        case "json" -> {
          command.printJson(new Report("a\"b", 3));
          command.printJson(Map.of("list", List.of(1, 2.5, true)));
          command.printJson(null);
        }
        case "open" -> latches.open("go on");
        default -> {}
      }
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Printing::new, args);
    }
  }

  @Test
  void lineIsSentAtItsEnd(RuntimeSession session) {
    session.run("print", "one\ntwo\nhalf a li");
    assertThat(pieces(session)).containsExactly("one\ntwo\n", "half a li");
  }

  @Test
  void incompleteLineIsSentAfterSomeSilence(RuntimeSession session) {
    RunningCommand waiting = session.start("print-wait", "half a li").awaitStdout("half a li");
    session.run("open");
    assertThat(waiting.await()).succeeded().hasStdout("half a li");
  }

  @Test
  void flushedOutputIsSentAtOnce(RuntimeSession session) {
    session.run("flush", "a", "b", "c\n");
    assertThat(pieces(session)).containsExactly("a", "b", "c\n");
  }

  @Test
  void noPieceIsLongerThan64KiB(RuntimeSession session) {
    session.run("write", Integer.toString(3 * PIECE + 10));
    assertThat(pieces(session)).extracting(String::length).containsExactly(PIECE, PIECE, PIECE, 10);
  }

  @Test
  void fullPieceIsSentAtOnce(RuntimeSession session) {
    session.run("write", Integer.toString(PIECE));
    assertThat(pieces(session)).extracting(String::length).containsExactly(PIECE);
  }

  @Test
  void orderOfBothOutputsIsKept(RuntimeSession session) {
    assertThat(session.run("both")).succeeded();
    assertThat(String.join("", pieces(session)))
        .isEqualTo(
            IntStream.range(0, 100)
                .mapToObj(i -> "o" + i + " e" + i + " ")
                .collect(Collectors.joining()));
  }

  @Test
  void textIsUtf8(RuntimeSession session) {
    assertThat(session.run("print", "Zażółć gęślą jaźń, 你好, 👋"))
        .hasStdout("Zażółć gęślą jaźń, 你好, 👋");
  }

  @Test
  void bytesArriveUnchanged(RuntimeSession session) {
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
    }
    assertThat(session.run("bytes").stdoutBytes()).isEqualTo(all);
  }

  @Test
  void eachJsonValueIsALine(RuntimeSession session) {
    assertThat(session.run("json"))
        .hasStdout("{\"name\":\"a\\\"b\",\"size\":3}\n{\"list\":[1,2.5,true]}\nnull\n");
  }

  @Test
  void outputOfConcurrentCommandsIsCompleteAndInOrder(RuntimeSession session) {
    List<RunningCommand> commands = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      commands.add(session.start("count", "500"));
    }
    String all =
        IntStream.range(0, 500)
            .mapToObj(i -> i + System.lineSeparator())
            .collect(Collectors.joining());
    for (RunningCommand command : commands) {
      assertThat(command.await()).succeeded().hasStdout(all).hasNoStderr();
    }
  }

  /// All output so far, piece by piece.
  private static List<String> pieces(RuntimeSession session) {
    List<String> pieces = new ArrayList<>();
    for (SessionEvent event : session.events()) {
      if (event instanceof SessionEvent.Received received
          && received.message() instanceof Event.ProcessStatus status) {
        pieces.add(status.stdout().utf8() + status.stderr().utf8());
      }
    }
    pieces.removeIf(String::isEmpty);
    return pieces;
  }
}
