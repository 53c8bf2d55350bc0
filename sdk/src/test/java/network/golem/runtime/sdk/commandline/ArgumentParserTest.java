package network.golem.runtime.sdk.commandline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import network.golem.runtime.sdk.SupervisorEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class ArgumentParserTest {

  static class Plain {}

  static class WithOptions {
    @Option(names = {"-g", "--greeting"})
    String greeting = "";

    @Option(names = "--loud", negatable = true)
    boolean loud;

    @Option(names = "--pair", arity = "2")
    List<String> pair = List.of();

    @Option(names = "--hostname")
    String hostname = "";
  }

  static class WithPositionals {
    @Parameters List<String> services = List.of();
  }

  static class WithPositional {
    @Parameters(index = "0")
    String service = "";
  }

  @Test
  void supervisorsCommandLineForDeploy() throws Exception {
    Arguments arguments =
        parse(
            Plain.class,
            "--workdir /w --task-package /a.gvmi --task-package /b.gvmi --cpu-cores 3 --mem-gib 0.5"
                + " --storage-gib 50 --hostname h --volume-override {} deploy --");

    assertThat(arguments.request()).isEqualTo(new Arguments.Request.Run(Phase.DEPLOY));
    SupervisorOptions options = arguments.supervisor();
    assertThat(options.workdir()).contains("/w");
    assertThat(options.taskPackages()).containsExactly("/a.gvmi", "/b.gvmi");
    assertThat(options.cpuCores()).isEqualTo(OptionalInt.of(3));
    assertThat(options.memGib()).isEqualTo(OptionalDouble.of(0.5));
    assertThat(options.storageGib()).isEqualTo(OptionalDouble.of(50));
    assertThat(options.hostname()).contains("h");
    assertThat(options.volumeOverride()).contains("{}");
    assertThat(arguments.requestorWords()).containsExactly("--");
    assertThat(arguments.warnings()).isEmpty();
  }

  @Test
  void supervisorsCommandLineForStart() throws Exception {
    Arguments arguments =
        parse(
            Plain.class,
            "--workdir /w --vpn-endpoint udp://127.0.0.1:1 --inet-endpoint udp://127.0.0.1:2 start"
                + " --help -b --workdir x");

    assertThat(arguments.supervisor().vpnEndpoint())
        .contains(SupervisorEndpoint.of("udp://127.0.0.1:1"));
    assertThat(arguments.supervisor().inetEndpoint())
        .contains(SupervisorEndpoint.of("udp://127.0.0.1:2"));
    assertThat(arguments.supervisor().workdir()).contains("/w");
    assertThat(arguments.requestorWords()).containsExactly("--help", "-b", "--workdir", "x");
  }

  @Test
  void supervisorsCommandLineForRun() throws Exception {
    Arguments arguments = parse(Plain.class, "-w /w run --entrypoint main -- -x y --entrypoint z");

    assertThat(arguments.entrypoint()).contains("main");
    assertThat(arguments.requestorWords()).containsExactly("--", "-x", "y", "--entrypoint", "z");
  }

  @ParameterizedTest
  @CsvSource({"--workdir=/w test", "-w=/w test", "-w/w test", "-w /w test", "--workdir /w test"})
  void optionMayBeJoinedToItsValue(String line) throws Exception {
    String workdir = parse(Plain.class, line).supervisor().workdir().orElseThrow();

    assertThat(workdir).isIn("/w", "=/w").endsWith("/w");
    assertThat(parse(Plain.class, line).authorWords()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void everyPhaseIsRecognized(Phase phase) throws Exception {
    assertThat(parse(Plain.class, phase.word()).request())
        .isEqualTo(new Arguments.Request.Run(phase));
  }

  @Test
  void authorsOptionsGoToTheAuthor() throws Exception {
    Arguments arguments =
        parse(
            WithOptions.class, "--greeting Hi --loud -w /w --no-loud --pair a deploy -gHo test x");

    assertThat(arguments.authorWords())
        .containsExactly(
            "--greeting", "Hi", "--loud", "--no-loud", "--pair", "a", "deploy", "-gHo");
    assertThat(arguments.request()).isEqualTo(new Arguments.Request.Run(Phase.TEST));
    assertThat(arguments.warnings()).isEmpty();
  }

  @Test
  void authorsOptionWithASupervisorsNameGoesToBoth() throws Exception {
    Arguments arguments = parse(WithOptions.class, "--hostname h test");

    assertThat(arguments.authorWords()).containsExactly("--hostname", "h");
    assertThat(arguments.supervisor().hostname()).contains("h");
  }

  @ParameterizedTest
  @CsvSource({
    "--new-one value test, --new-one value",
    "--new-one test, --new-one",
    "--new-one=value test, --new-one=value",
    "--new-one --workdir /w test, --new-one",
    "-x 1 test, -x 1"
  })
  void unknownOptionIsIgnoredWithItsValue(String line, String passedOver) throws Exception {
    Arguments arguments = parse(Plain.class, line);

    assertThat(arguments.request()).isEqualTo(new Arguments.Request.Run(Phase.TEST));
    assertThat(arguments.warnings()).singleElement().asString().contains("'" + passedOver + "'");
  }

  @Test
  void unknownOptionThatResemblesAnotherIsNamed() throws Exception {
    assertThat(parse(Plain.class, "--workdri=/w test").warnings())
        .containsExactly(
            "ignoring unknown option '--workdri=/w' (see --help); did you mean --workdir?");
  }

  @Test
  void authorsPositionalsPrecedeThePhase() throws Exception {
    assertThat(parse(WithPositional.class, "shop -w /w test").authorWords())
        .containsExactly("shop");
  }

  @Test
  void unknownOptionIsIgnoredBehindAllPositionals() throws Exception {
    Arguments arguments = parse(WithPositional.class, "shop --new-one x -w /w test");

    assertThat(arguments.authorWords()).containsExactly("shop");
    assertThat(arguments.warnings()).singleElement().asString().contains("'--new-one x'");
  }

  @Test
  void unknownOptionIsRefusedIfAPositionalMayFollow() {
    assertThatThrownBy(() -> parse(WithPositional.class, "--new-one shop test"))
        .hasMessage("unknown option --new-one; see --help");
    assertThatThrownBy(() -> parse(WithPositionals.class, "shop --new-one x test"))
        .hasMessage("unknown option --new-one; see --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "frobnicate | unknown phase 'frobnicate': expected one of deploy, start, run,"
            + " offer-template, test",
        "'' | no phase given",
        "--workdir | option --workdir requires a value (DIR)",
        "--workdir= test | option --workdir requires a value (DIR), not an empty one",
        "-w /a -w /b test | --workdir was given twice: '/a' and '/b'",
        "--cpu-cores many test | --cpu-cores needs a whole number of at least 0, not 'many'",
        "--cpu-cores 1.5 test | --cpu-cores needs a whole number of at least 0, not '1.5'",
        "--mem-gib -1 test | --mem-gib needs a number of GiB of at least 0, not '-1'",
        "--mem-gib NaN test | --mem-gib needs a number of GiB of at least 0, not 'NaN'",
        "run --entrypoint | option --entrypoint requires a program's name",
      })
  void invalidCommandLineIsRefusedInOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> parse(Plain.class, line))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void unknownOptionIsRefusedIfStrict() {
    assertThatThrownBy(() ->
            ArgumentParser.parse(
                AuthorOptions.of(Plain.class), true, List.of("--new-one", "x", "test")))
        .hasMessage("unknown option --new-one; see --help");
  }

  @ParameterizedTest
  @CsvSource({"--help", "-h", "help", "-w /w --help", "help deploy", "--greeting x -h deploy"})
  void helpIsRequestedBeforeThePhase(String line) throws Exception {
    assertThat(parse(WithOptions.class, line).request()).isEqualTo(new Arguments.Request.Help());
  }

  @ParameterizedTest
  @CsvSource({"--version", "-V", "-w /w --version", "--version deploy"})
  void versionIsRequestedBeforeThePhase(String line) throws Exception {
    assertThat(parse(Plain.class, line).request()).isEqualTo(new Arguments.Request.Version());
  }

  private static Arguments parse(Class<?> definition, String line) throws UsageException {
    List<String> words = line.isEmpty() ? List.of() : List.of(line.split(" "));
    return ArgumentParser.parse(AuthorOptions.of(definition), false, words);
  }
}
