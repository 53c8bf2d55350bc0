package network.golem.runtime.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which known name is meant by a misspelt one.
class SuggestionTest {
  private static final List<String> KNOWN =
      List.of("run", "list", "install", "--runtime", "--runtime-arg", "entry_point", "args");

  @ParameterizedTest
  @CsvSource({
    "rnu, run",
    "lsit, list",
    "isntall, install",
    "--runtme, --runtime",
    "--runtime-args, --runtime-arg",
    "entryPoint, entry_point",
    "ARGS, args",
    "arg, args",
  })
  void nearestNameIsMeant(String name, String meant) {
    assertThat(Suggestion.endingFor(name, KNOWN)).isEqualTo("; did you mean '" + meant + "'?");
  }

  @Test
  void nothingIsSuggestedForANameThatResemblesNone() {
    assertThat(List.of("dance", "net", "--json", "", "from"))
        .allSatisfy(name -> assertThat(Suggestion.endingFor(name, KNOWN)).isEmpty());
  }

  @Test
  void nameIsNotSuggestedForItself() {
    assertThat(Suggestion.nearest("run", KNOWN)).isEmpty();
  }
}
