package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The line about a failure says where in the author's code it happened, whoever threw it.
@RuntimeTest(PlacesOfFailuresTest.Stumbling.class)
class PlacesOfFailuresTest {
  private static final String HERE = PlacesOfFailuresTest.class.getName() + "$Stumbling.";

  @RuntimeDef(name = "stumbling")
  static final class Stumbling implements GolemRuntime {
    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "own" -> throw new IllegalStateException("dry");
        case "jdk" -> {
          var _ = List.of().getFirst();
        }
        case "lambda" -> List.of("x").forEach(Stumbling::parse);
        case "future" -> {
          int _ = CompletableFuture.supplyAsync(() -> parse("x")).get();
        }
        case "executor" -> {
          try (var executor = Executors.newSingleThreadExecutor()) {
            int _ = executor.submit(() -> parse("x")).get();
          }
        }
        case "wrapped" -> readModel();
        case "failure" -> {
          RuntimeFailure failure =
              new RuntimeFailure(RuntimeFailure.Code.INTERNAL, "no model").with("path", "/m");
          var _ = failure.initCause(new IOException("disk"));
          throw failure;
        }
        default -> {}
      }
      return 0;
    }

    private static int parse(String number) {
      return Integer.parseInt(number);
    }

    private static void readModel() {
      try {
        var _ = Files.readString(Path.of("/no/model"));
      } catch (IOException e) {
        throw new IllegalStateException("cannot read the model", e);
      }
    }

    static void main(String[] args) {
      GolemRuntime.launch(Stumbling::new, args);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          own      | dry (java.lang.IllegalStateException at HERErun(LINE))
          jdk      | NoSuchElementException (java.util.NoSuchElementException at HERErun(LINE))
          lambda   | For input string: "x" (java.lang.NumberFormatException at HEREparse(LINE))
          future   | "x" (java.util.concurrent.ExecutionException at HERErun(LINE); caused by java.lang.NumberFormatException at HEREparse(LINE))
          executor | "x" (java.util.concurrent.ExecutionException at HERErun(LINE); caused by java.lang.NumberFormatException at HEREparse(LINE))
          wrapped  | cannot read the model (java.lang.IllegalStateException at HEREreadModel(LINE); caused by java.nio.file.NoSuchFileException: /no/model at HEREreadModel(LINE))
          failure  | no model (INTERNAL, path: /m) (caused by java.io.IOException: disk at HERErun(LINE))
          """)
  void theLineNamesTheAuthorsCode(String program, String line, RuntimeSession session) {
    assertThat(session.run(program).code()).isEqualTo(-1);
    assertThat(session.awaitLog(" failed: ").awaitLog("\n").log())
        .containsPattern(
            Pattern.quote(line)
                .replace("HERE", HERE)
                .replace("LINE", "\\EPlacesOfFailuresTest.java:[0-9]+\\Q"));
  }
}
