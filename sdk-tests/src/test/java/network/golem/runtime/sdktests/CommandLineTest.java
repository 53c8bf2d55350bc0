package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.ProgramResult;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Command lines as the supervisor builds them, and as people mistype them.
@RuntimeTest(CommandLineTest.Speaking.class)
class CommandLineTest {

  @RuntimeDef(
      name = "speaking",
      version = "1.2",
      description = "Says what it was told.",
      hardware = true,
      image = true)
  static class Speaking implements GolemRuntime {
    @Option(
        names = {"-g", "--greeting"},
        defaultValue = "Hello",
        description = "What to say.")
    private String greeting;

    @Option(names = "--home", defaultValue = "${env:HOME}")
    private String home;

    @Option(names = "--loud", description = "Say it loudly.")
    private boolean loud;

    @Option(names = "--pair", arity = "2")
    private List<String> pair = List.of();

    @Override
    public int run(Command command, Activity activity) {
      Map<String, Object> told = new LinkedHashMap<>();
      told.put("greeting", greeting);
      told.put("loud", loud);
      told.put("home", home.equals(System.getenv("HOME")));
      told.put("pair", pair);
      told.put("taskPackages", activity.taskPackages());
      told.put("cores", activity.hardware().cores().orElse(-1));
      told.put("memory", activity.hardware().memoryGib().orElse(-1));
      told.put("storage", activity.hardware().storageGib().orElse(-1));
      told.put("hostname", activity.hostname());
      told.put("words", command.arguments());
      command.printJson(told);
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Speaking::new, args);
    }
  }

  @RuntimeDef(name = "strict", strictOptions = true)
  static final class Strict extends Speaking {
    static void main(String[] args) {
      GolemRuntime.launch(Strict::new, args);
    }
  }

  @RuntimeDef(name = "positional")
  static final class Positional implements GolemRuntime {
    @Parameters(index = "0")
    private String file;

    @Option(names = "--bar")
    private boolean bar;

    @Override
    public int run(Command command, Activity activity) {
      command.printJson(List.of(file, bar, command.arguments()));
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(Positional::new, args);
    }
  }

  @RuntimeDef(name = "host")
  static final class OwnHostname implements GolemRuntime {
    @Option(names = "--hostname", required = true)
    private String hostname;

    @Override
    public int run(Command command, Activity activity) {
      command.printJson(List.of(hostname, activity.hostname()));
      return 0;
    }

    static void main(String[] args) {
      GolemRuntime.launch(OwnHostname::new, args);
    }
  }

  private static final String ALL =
      "{\"greeting\":\"Hi\",\"loud\":true,\"home\":true,\"pair\":[],\"taskPackages\":[\"/a.gvmi\",\"/b.gvmi\"],\"cores\":3,\"memory\":0.5,\"storage\":50.0,\"hostname\":\"box\",\"words\":[\"-x\"]}\n";

  private static ProgramResult call(RuntimeProgram program, String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" +")) {
      words.add(word.replace("WORKDIR", program.workdir().toString()));
    }
    return program.call(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--workdir WORKDIR --task-package /a.gvmi --task-package /b.gvmi --cpu-cores 3"
            + " --mem-gib 0.5 --storage-gib 50 --hostname box --vpn-endpoint udp://127.0.0.1:1"
            + " --inet-endpoint udp://127.0.0.1:2 --volume-override {} --greeting Hi --loud"
            + " run --entrypoint say -- -x",
        "--loud --greeting Hi --hostname box --storage-gib 50 --mem-gib 0.5 --cpu-cores 3"
            + " --task-package /a.gvmi --task-package /b.gvmi --workdir WORKDIR run say -x",
        "--loud -gHi --hostname=box --storage-gib=50 --mem-gib=0.5 --cpu-cores=3"
            + " -t/a.gvmi -t /b.gvmi -wWORKDIR run --entrypoint=say -x",
        "-g Hi -w WORKDIR --storage-gib 50 --loud --mem-gib .5 --cpu-cores 3.0"
            + " --task-package=/a.gvmi --hostname box --task-package=/b.gvmi run say -x"
      })
  void supervisorOptionsAreAcceptedInAnyPosition(String line, RuntimeProgram program) {
    assertThat(call(program, line)).succeeded().hasStdout(ALL).hasNoStderr();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--gpu-count 2 run say       | --gpu-count 2",
        "--gpu-count=2 run say       | --gpu-count=2",
        "--gpu-count --loud run say  | --gpu-count",
        "--gpu-count run say         | --gpu-count",
        "-q run say                  | -q",
        "-- run say                  | --",
      })
  void unknownOptionIsIgnoredWithAWarning(String line, String named, RuntimeProgram program) {
    assertThat(call(program, line))
        .succeeded()
        .hasStderr("speaking: ignoring unknown option '" + named + "' (see --help)\n");
  }

  @Test
  @RuntimeTest(Strict.class)
  void unknownOptionIsAnErrorIfStrict(RuntimeProgram program) {
    assertThat(call(program, "--gpu-count 2 run say"))
        .failedWith(2)
        .hasNoStdout()
        .hasStderr("strict: unknown option --gpu-count; see --help\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deploy --                                | no workdir given",
        "start                                    | no workdir given",
        "--workdir /does/not/exist deploy --      | must be an existing directory, not '/does/",
        "--workdir /does/not/exist start          | must be an existing directory, not '/does/",
        "--workdir                                | option --workdir requires a value (DIR)",
        "--workdir= deploy                        | option --workdir requires a value (DIR), not"
            + " an",
        "--workdir WORKDIR --workdir /tmp deploy  | --workdir was given twice",
        "dance                                    | unknown phase 'dance': expected one of deploy,",
        "--loud dance                             | unknown phase 'dance'",
        "--greeting                               | option --greeting requires a value",
        "--loud                                   | no phase given",
        "--cpu-cores many run say                 | --cpu-cores needs a whole number of at least 0",
        "--cpu-cores 1.5 run say                  | --cpu-cores needs a whole number of at least 0",
        "--mem-gib -1 run say                     | --mem-gib needs a number of GiB of at least 0",
        "--storage-gib NaN run say                | --storage-gib needs a number of GiB",
        "--pair one                               | option --pair requires 2 values",
        "--pair one run say                       | unknown phase 'say'",
      })
  void errorIsOneSentence(String line, String sentence, RuntimeProgram program) {
    assertThat(call(program, line))
        .failedWith(2)
        .hasNoStdout()
        .hasStderrContaining("speaking: ")
        .hasStderrContaining(sentence);
  }

  @Test
  void missingPhaseIsAnError(RuntimeProgram program) {
    assertThat(program.call())
        .failedWith(2)
        .hasStderr(
            "speaking: no phase given: expected one of deploy, start, run, offer-template, test;"
                + " see --help\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "--loud --version", "--gpu-count 2 -V"})
  void versionIsNameAndNumbers(String line, RuntimeProgram program) {
    assertThat(call(program, line)).succeeded().hasStdout("speaking 1.2.0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help", "--loud --help"})
  void helpListsAllOptionsAndPhases(String line, RuntimeProgram program) {
    ProgramResult help = call(program, line);
    assertThat(help)
        .succeeded()
        .hasNoStderr()
        .hasStdoutContaining("Says what it was told.")
        .hasStdoutContaining("--greeting")
        .hasStdoutContaining("Say it loudly.")
        .hasStdoutContaining("--workdir")
        .hasStdoutContaining("--volume-override");
    for (String phase : List.of("deploy", "start", "run", "offer-template", "test")) {
      assertThat(help).hasStdoutContaining("\n  " + phase);
    }
  }

  @Test
  @RuntimeTest(Positional.class)
  void authorsPositionalsMayBeAnywhereBeforeThePhase(RuntimeProgram program) {
    assertThat(call(program, "--workdir WORKDIR --cpu-cores 3 foo --bar run --entrypoint x -- -y"))
        .succeeded()
        .hasStdout("[\"foo\",true,[\"-y\"]]\n");
    assertThat(call(program, "--bar foo run x")).hasStdout("[\"foo\",true,[]]\n");
    assertThat(call(program, "run x")).failedWith(2).hasStderrContaining("positional: ");
    assertThat(call(program, "--gpu foo run x")).failedWith(2).hasStderrContaining("--gpu");
    assertThat(call(program, "foo --gpu 2 run x"))
        .hasStdout("[\"foo\",false,[]]\n")
        .hasStderrContaining("ignoring unknown option '--gpu 2'");
  }

  @Test
  @RuntimeTest(OwnHostname.class)
  void authorsOptionMayHaveTheNameOfASupervisorsOption(RuntimeProgram program) {
    assertThat(call(program, "--hostname box run x")).hasStdout("[\"box\",\"box\"]\n");
    assertThat(call(program, "run x")).failedWith(2).hasStderrContaining("--hostname");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-b", "-- -b", "--help", "a --workdir /x", "deploy"})
  void argumentsAfterStartBelongToTheRequestor(String words, RuntimeProgram program) {
    assertThat(program.start(words.split(" ")).run("say")).succeeded();
  }

  @Test
  void authorsArgumentsAreNotExpanded(RuntimeProgram program) {
    assertThat(program.call("--greeting", "@/etc/passwd", "run", "say"))
        .succeeded()
        .hasStdoutContaining("\"greeting\":\"@/etc/passwd\"");
    assertThat(program.call("--greeting", "\"q\"", "run", "say"))
        .hasStdoutContaining("\"greeting\":\"\\\"q\\\"\"");
    assertThat(program.call("--pair", "a", "b", "run", "say"))
        .hasStdoutContaining("\"pair\":[\"a\",\"b\"]");
  }
}
