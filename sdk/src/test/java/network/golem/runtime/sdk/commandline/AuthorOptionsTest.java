package network.golem.runtime.sdk.commandline;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is wrong with the values of an author's options is said in one sentence of ours.
class AuthorOptionsTest {
  static final class Definition {
    enum Colour {
      RED,
      GREEN
    }

    static final class Either {
      @Option(names = "--left")
      boolean left;

      @Option(names = "--right")
      boolean right;
    }

    @Option(names = "--port", required = true, paramLabel = "PORT")
    int port;

    @Option(names = {"-c", "--colour"})
    Colour colour = Colour.RED;

    @Option(names = "--pair", arity = "2")
    List<String> pair = List.of();

    @Parameters(index = "0", paramLabel = "NAME")
    String name = "";

    @ArgGroup Either either = new Either();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          x                             | option --port is required
          --colour RED                  | option --port, argument NAME are required
          --port 1                      | argument NAME is required
          --port                        | option --port requires a value (PORT)
          --port=many x                 | invalid value for option --port: 'many' is not an int
          --port=1 --port=2 x           | option --port was given twice
          --port=1 -c BLUE x            | invalid value for option --colour: expected one of [RED, GREEN] (case-sensitive) but was 'BLUE'
          --port=1 x y                  | unexpected argument 'y'
          --port=1 --left --right x     | --left, --right are mutually exclusive (specify only one)
          """)
  void wrongValuesAreOneSentence(String words, String sentence) {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() ->
            AuthorOptions.of(Definition.class).apply(new Definition(), List.of(words.split(" "))))
        .withMessage(sentence + "; see --help");
  }
}
