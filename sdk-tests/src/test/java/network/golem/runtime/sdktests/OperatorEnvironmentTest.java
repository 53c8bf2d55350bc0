package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A launcher saves variables that are not meant for its Java (as the packager's tests show);
/// programs get the original values.
class OperatorEnvironmentTest {
  private static final String ALL_SET =
      """
      unset JDK_JAVA_OPTIONS
      export LC_ALL=pl_PL.UTF-8 LANG=xx_YY
      export "JAVA_TOOL_OPTIONS=-Dx=$(printf '\\377\\ny')"
      """;
  private static final String NONE_SET = "unset LC_ALL LANG JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS\n";

  @TempDir Path directory;

  @RuntimeDef(name = "executing")
  static final class Executing implements GolemRuntime {
    static final List<String> NAMES =
        List.of("LC_ALL", "LANG", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    @Override
    public int run(Command command, Activity activity) throws Exception {
      if (command.program().equals("context")) {
        NAMES.forEach(name ->
            command
                .stdout()
                .println(name + "=" + activity.environment().getOrDefault(name, "none")));
        activity.environment().keySet().stream()
            .filter(name -> name.startsWith("GOLEM_RUNTIME_KEPT"))
            .forEach(command.stdout()::println);
        return 0;
      }
      ProcessBuilder builder = new ProcessBuilder("env");
      Map<String, String> environment = builder.environment();
      switch (command.program()) {
        case "inherit" -> {}
        case "clear" -> {
          environment.clear();
          environment.put("LC_ALL", "C.utf8");
        }
        case "change" -> {
          environment.put("LC_ALL", "C");
          environment.put("JAVA_TOOL_OPTIONS", "-Dz");
        }
        case "remove" -> environment.remove("LC_ALL");
        default -> throw new IllegalArgumentException(command.program());
      }
      return command.exec(builder);
    }

    static void main(String[] args) {
      GolemRuntime.launch(Executing::new, args);
    }
  }

  @Test
  void programsSeeTheOperatorsValues() throws Exception {
    try (RuntimeProgram program = program(ALL_SET)) {
      RuntimeSession session = program.start();

      assertThat(environment(session, "inherit"))
          .containsExactlyInAnyOrder(
              "LC_ALL=pl_PL.UTF-8", "LANG=xx_YY", "JAVA_TOOL_OPTIONS=-Dx=\u00ff\ny");
      assertThat(environment(session, "clear")).containsExactly("LC_ALL=C.utf8");
      assertThat(environment(session, "change"))
          .containsExactlyInAnyOrder("LC_ALL=C", "LANG=xx_YY", "JAVA_TOOL_OPTIONS=-Dz");
      assertThat(environment(session, "remove"))
          .containsExactlyInAnyOrder("LANG=xx_YY", "JAVA_TOOL_OPTIONS=-Dx=\u00ff\ny");
      assertThat(session.run("context"))
          .hasStdout(
              """
              LC_ALL=pl_PL.UTF-8
              LANG=xx_YY
              JAVA_TOOL_OPTIONS=-Dx=\ufffd
              y
              JDK_JAVA_OPTIONS=none
              """);
    }
  }

  @Test
  void unsetVariablesStayUnset() throws Exception {
    try (RuntimeProgram program = program(NONE_SET)) {
      RuntimeSession session = program.start();

      assertThat(environment(session, "inherit")).isEmpty();
      assertThat(session.run("context"))
          .hasStdout("LC_ALL=none\nLANG=none\nJAVA_TOOL_OPTIONS=none\nJDK_JAVA_OPTIONS=none\n");
    }
  }

  @Test
  void programsStartedByTheJdkSeeTheOperatorsValues() throws Exception {
    Path launcher =
        RuntimeLauncher.of(Executing.class).withoutNativeAccess().after(ALL_SET).writeTo(directory);
    try (RuntimeProgram program = RuntimeProgram.of(launcher)) {
      assertThat(environment(program.start(), "inherit"))
          .contains("LC_ALL=pl_PL.UTF-8", "LANG=xx_YY")
          .noneMatch(entry -> entry.startsWith("GOLEM_RUNTIME_KEPT"));
    }
  }

  /// A launcher such as an IDE's.
  @Test
  void launcherThatSavesNothingChangesNothing() throws Exception {
    Path launcher =
        RuntimeLauncher.of(Executing.class)
            .after(NONE_SET + "export GOLEM_RUNTIME_KEPT_X=1\n")
            .withEdit("\nexport GOLEM_RUNTIME_KEPT\n", "\nunset GOLEM_RUNTIME_KEPT\n")
            .writeTo(directory);
    try (RuntimeProgram program = RuntimeProgram.of(launcher)) {
      assertThat(environment(program.start(), "inherit"))
          .containsExactlyInAnyOrder("LC_ALL=C.utf8", "GOLEM_RUNTIME_KEPT_X=1");
    }
  }

  private RuntimeProgram program(String before) throws Exception {
    return RuntimeProgram.of(RuntimeLauncher.of(Executing.class).after(before).writeTo(directory));
  }

  /// The entries of a program's environment that matter here, with one character per byte.
  private static List<String> environment(RuntimeSession session, String how) {
    String printed = new String(session.run(how).stdoutBytes(), StandardCharsets.ISO_8859_1);
    return List.of(printed.split("\n(?=[A-Za-z_0-9]+=)")).stream()
        .map(String::stripTrailing)
        .filter(entry ->
            Executing.NAMES.contains(entry.substring(0, entry.indexOf('=')))
                || entry.startsWith("GOLEM_RUNTIME_KEPT"))
        .toList();
  }
}
