package network.golem.runtime.packager;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// How a launcher finds the phase, in each shell.
class PhaseReadingTest {
  private static final PhaseReading READING =
      new PhaseReading(
          Map.of("--workdir", 1, "-w", 1, "--pair", 2, "--flag", 0, "--version", 0, "-*", 1));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "test, test",
        "offer-template, offer-template",
        "--workdir /x deploy, deploy",
        "--workdir deploy start, start",
        "--workdir=deploy start test, start",
        "-w test run test, run",
        "-wtest deploy, deploy",
        "--pair test deploy start, start",
        "--pair=test deploy start, start",
        "--pair test deploy, \"\"",
        "--flag test, test",
        "--unknown test, test",
        "--unknown word test, test",
        "word deploy, deploy",
        "-* test start, start",
        "-a test start, test",
        "--version start, start",
        "-V, information",
        "--help test, information",
        "help, information",
        "--workdir, \"\"",
        "'' 'a b' test, test",
        "'--workdir' 'test' '*' start, start",
        "\"\", \"\"",
      })
  void isTheFirstWordThatIsOneAndNoOptionsValue(String line, String phase) throws Exception {
    for (List<String> shell : Shells.all().toList()) {
      assertThat(read(String.join(" ", shell), READING, line)).as("%s", shell).isEqualTo(phase);
    }
  }

  @ParameterizedTest
  @MethodSource("network.golem.runtime.packager.Shells#all")
  void whereTheOptionsAreNotKnownNoneIsFound(List<String> shell) throws Exception {
    assertThat(read(String.join(" ", shell), new PhaseReading(Map.of()), "test")).isEmpty();
  }

  private static String read(String shell, PhaseReading reading, String line) throws Exception {
    String script = reading.text() + "printf %s \"$golem_phase\"";
    Finished finished =
        Finished.run(
            "",
            List.of(
                "sh", "-c", "eval \"set -- $LINE\"; exec " + shell + " -c \"$SCRIPT\" sh \"$@\""),
            Map.of("LINE", line, "SCRIPT", script));
    assertThat(finished.err()).isEmpty();
    return finished.out();
  }
}
