package network.golem.runtime.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.golem.runtime.protocol.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command of a run, with and without the name that the real supervisor puts first.
class CommandLineTest {

  private static CommandLine of(String program, String... args) {
    return CommandLine.of(new Request.RunProcess(1, program, List.of(args)));
  }

  @ParameterizedTest
  @CsvSource({"greet, greet", "/bin/greet, greet", "./greet, greet", "a/b/greet, greet", "'', ''"})
  void programsOwnNameIsNotAnArgument(String program, String name) {
    assertThat(of(program, name, "Ada")).isEqualTo(new CommandLine(program, List.of("Ada")));
    assertThat(of(program, name)).isEqualTo(new CommandLine(program, List.of()));
  }

  @ParameterizedTest
  @CsvSource({"greet, Ada", "/bin/greet, /bin/greet", "greet, GREET", "/bin/, bin"})
  void otherFirstWordIsAnArgument(String program, String first) {
    assertThat(of(program, first, "Bob").arguments()).containsExactly(first, "Bob");
  }

  @Test
  void programsOwnNameIsRemovedOnlyOnce() {
    assertThat(of("greet", "greet", "greet").arguments()).containsExactly("greet");
  }

  @Test
  void noArgumentsStayNone() {
    assertThat(of("greet").arguments()).isEmpty();
  }
}
