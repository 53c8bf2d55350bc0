package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A debugger of the JDK, `jdb`, in a process of the runtime.
@Timeout(60)
class DebuggerTest {
  /// A read of jdb's screen cannot be interrupted.
  private static final long PATIENCE_SECONDS = 40;

  private static final Pattern WAITS =
      Pattern.compile("golem-runtime: (\\S+) is waiting for a debugger: jdb -attach (\\S+:\\d+)");

  @TempDir Path directory;
  private Tool tool;
  private String runtime;

  @BeforeEach
  void runtime() throws IOException {
    tool = new Tool(directory);
    tool.script("hello");
    runtime = RuntimeLauncher.of(Parrot.class).writeTo(directory).toString();
  }

  @AfterEach
  void end() {
    tool.close();
  }

  @ParameterizedTest
  @CsvSource({"start, run", "deploy, main", "test, main"})
  void aBreakpointIsHit(String phase, String method) throws Exception {
    Process play =
        tool.start("run", "-q", "script.json", "--runtime", runtime, "--jdwp", "--phase", phase);
    BufferedReader said = play.errorReader(StandardCharsets.UTF_8);
    assertThat(said.readLine())
        .startsWith("golem-runtime: " + phase + " will wait for a debugger on 127.0.0.1:");
    Matcher waits = WAITS.matcher(said.readLine());
    assertThat(waits.matches()).isTrue();
    assertThat(waits.group(1)).isEqualTo(phase);

    String shown = debug(waits.group(2), method);

    assertThat(shown).contains("Breakpoint hit: ", "Parrot." + method + "()");
    assertThat(tool.result(play).out()).isEqualTo("hello\n");
    assertThat(play.waitFor()).isZero();
  }

  /// Connects at once, because the runtime waits; stops at a method, and goes on.
  private static String debug(String address, String method) throws Exception {
    Process jdb =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/jdb").toString(), "-attach", address)
            .redirectErrorStream(true)
            .start();
    try (Writer keyboard = jdb.outputWriter();
        BufferedReader screen = jdb.inputReader()) {
      StringBuilder all = new StringBuilder();
      CompletableFuture<Void> impatience =
          CompletableFuture.runAsync(
              jdb::destroyForcibly,
              CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      // until its prompt, jdb does not know that the runtime is suspended: «Nothing suspended.»
      boolean connected = awaits(screen, "VM Started:", all) && awaits(screen, "[1] ", all);
      assertThat(connected).as(all.toString()).isTrue();
      keyboard.write("stop in " + Parrot.class.getName() + "." + method + "\nrun\n");
      keyboard.flush();
      assertThat(awaits(screen, "Breakpoint hit:", all)).as(all.toString()).isTrue();
      assertThat(awaits(screen, "[1] ", all)).as(all.toString()).isTrue();
      keyboard.write("clear " + Parrot.class.getName() + "." + method + "\ncont\n");
      keyboard.flush();
      screen.transferTo(Writer.nullWriter()); // to the end of the process
      boolean _ = impatience.cancel(false);
      return all.toString();
    } finally {
      jdb.destroy();
    }
  }

  /// Reads until this is shown: a prompt ends no line.
  ///
  /// @return whether it was
  private static boolean awaits(BufferedReader screen, String text, StringBuilder all)
      throws IOException {
    int from = all.length();
    for (int next = screen.read(); next >= 0; next = screen.read()) {
      all.append((char) next);
      if (all.indexOf(text, from) >= 0) {
        return true;
      }
    }
    return false;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --phase run           | --phase requires --jdwp
          --jdwp --timeout 3s   | --jdwp and --timeout cannot be combined: a debugger takes its time
          --jdwp --phase stop   | invalid value for option '--phase': expected one of test, offer-template, deploy, start, run, not 'stop'; see --help
          --jdwp 70000          | --jdwp 70000 is not a port: expected 1 to 65535
          """)
  void whatCannotBe(String options, String sentence) throws Exception {
    String script = directory.resolve("script.json").toString();
    assertThat(
            Tool.here(("run " + script + " --runtime " + runtime + " " + options).split(" ")).err())
        .isEqualTo("golem-runtime: " + sentence + "\n");
  }

  /// The desk is Java, too: what is meant for the runtime's Java must not reach it.
  @Test
  void theDesksJavaTakesNoOptionsOfTheRuntime() throws Exception {
    Map<String, String> everybodys =
        Map.of(
            "GOLEM_RUNTIME_JAVA_OPTIONS", "-Dpolly=fromOperator",
            "JAVA_TOOL_OPTIONS", "-XX:NoSuchOption",
            "JDK_JAVA_OPTIONS", "-XX:NoSuchOption",
            "_JAVA_OPTIONS", "-XX:NoSuchOption");
    Tool.Result played = tool.call(everybodys, "run", "-q", "script.json", "--runtime", runtime);
    assertThat(played).as(played.toString()).isEqualTo(new Tool.Result(0, "hello\n", ""));

    tool.script("property");
    assertThat(tool.call(everybodys, "run", "-q", "script.json", "--runtime", runtime).out())
        .isEqualTo("fromOperator\n");

    Map<String, String> refused = Map.of("GOLEM_RUNTIME_JAVA_OPTIONS", "-XX:NoSuchOption");
    assertThat(tool.call(refused, "--version").code()).isZero();
    assertThat(tool.call(refused, "run", "script.json", "--runtime", runtime).toString())
        .contains("Unrecognized VM option 'NoSuchOption'");
  }

  @Test
  void aJavaWithoutTheAgentIsNamed() throws Exception {
    Path binary = Files.createDirectories(directory.resolve("x/bin")).resolve("x");
    Files.createDirectories(directory.resolve("x/java/lib"));
    Files.copy(Path.of(runtime), binary);

    assertThat(tool.call("run", "script.json", "--runtime", binary.toString(), "--jdwp").err())
        .isEqualTo(
            "golem-runtime: the Java of this runtime has no debugger agent; package the runtime"
                + " with -Druntime.java=build, or with -Druntime.modules=jdk.jdwp.agent\n");
  }
}
