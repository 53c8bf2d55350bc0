package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is logged, and where it goes.
class LoggingTest {
  @TempDir Path directory;
  private RuntimeProgram program;

  @RuntimeDef(name = "talking")
  static final class Talking implements GolemRuntime {
    private static final Logger LOGGER = LoggerFactory.getLogger("talker");

    static {
      LOGGER.info("before main");
    }

    @Override
    public void test(Context context) {
      LOGGER.warn("tested");
    }

    @Override
    public Offer offer(Context context) {
      LOGGER.warn("offered");
      return Offer.of();
    }

    @Override
    public void start(Command start, Activity activity) {
      LOGGER.info("starting with {} and {}", "one", 2);
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      switch (command.program()) {
        case "levels" -> {
          LOGGER.trace("a trace");
          LOGGER.debug("a detail");
          LOGGER.info("some news");
          LOGGER.warn("a warning");
          LOGGER.error("an error", new IllegalStateException("the cause"));
          LoggerFactory.getLogger("com.example.part").debug("a part's detail");
        }
        case "pid" -> command.stdout().print(ProcessHandle.current().pid());
        case "uncaught" -> {
          Thread thread =
              Thread.ofPlatform()
                  .name("careless")
                  .start(() -> {
                    throw new IllegalStateException("dropped");
                  });
          thread.join();
        }
        case "fail" -> throw new IllegalStateException("failed on purpose");
        case "much" -> {
          String line = "x".repeat(1000);
          for (int i = 0; i < 25_000; i++) {
            LOGGER.debug(line);
          }
        }
        case "many-threads" -> {
          for (int i = 0; i < 1000; i++) {
            LOGGER.info("between");
            command.stdout().println(i);
          }
        }
        default -> {}
      }
      return 0;
    }

    @Override
    public void stop(Activity activity) {
      LOGGER.info("stopping");
    }

    static void main(String[] args) {
      GolemRuntime.launch(Talking::new, args);
    }
  }

  /// @param environment the runtime's environment, as assignments in a shell
  private void program(String environment) throws IOException {
    program =
        RuntimeProgram.of(
            RuntimeLauncher.of(Talking.class)
                .after("unset RUST_LOG GOLEM_RUNTIME_LOG\n" + environment)
                .writeTo(directory));
  }

  @AfterEach
  void close() {
    program.close();
  }

  private List<Path> files() throws IOException {
    Path logs = program.workdir().resolve("logs");
    if (!Files.exists(logs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(logs)) {
      return files.sorted().toList();
    }
  }

  private String file() throws IOException {
    assertThat(files()).hasSize(1);
    return Files.readString(files().getFirst());
  }

  @Test
  void logFileHasDetailsAndStandardErrorHasInfo() throws IOException {
    program("");
    RuntimeSession session = program.start();
    assertThat(session.run("levels")).succeeded().hasNoStdout().hasNoStderr();
    session.shutdown();
    assertThat(file())
        .contains("INFO  talker: before main\n")
        .contains("INFO  talker: starting with one and 2\n")
        .contains("DEBUG talker: a detail\n")
        .contains("WARN  talker: a warning\n")
        .contains("ERROR talker: an error\njava.lang.IllegalStateException: the cause\n\tat ")
        .contains("INFO  talker: stopping\n")
        .doesNotContain("a trace");
    assertThat(session.log())
        .contains("INFO talker: before main\n")
        .contains("INFO talker: some news\n")
        .contains("ERROR talker: an error (java.lang.IllegalStateException: the cause)\n")
        .contains("INFO talker: stopping\n")
        .doesNotContain("a detail");
    assertThat(files().getFirst().getFileName().toString())
        .matches("talking_\\d{4}-\\d\\d-\\d\\d_\\d\\d-\\d\\d-\\d\\d_\\d+\\.log");
  }

  @Test
  void linesAfterSigtermAreKept() throws IOException {
    program("");
    RuntimeSession session = program.start();
    long pid = Long.parseLong(session.run("pid").stdout());
    assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
    session.awaitExit();
    assertThat(file()).contains("INFO  talker: stopping\n");
  }

  @Test
  void levelsComeFromGolemRuntimeLogOrRustLog() throws IOException {
    for (Map.Entry<String, List<String>> expected :
        Map.of(
                "RUST_LOG=warn", List.of("a warning"),
                "RUST_LOG=hyper::client=debug,error", List.of("an error"),
                "GOLEM_RUNTIME_LOG=debug RUST_LOG=error", List.of("a detail", "a part's detail"),
                "GOLEM_RUNTIME_LOG=trace", List.of("a trace"),
                "GOLEM_RUNTIME_LOG=warn,com.example=debug", List.of("a warning", "a part's detail"),
                "GOLEM_RUNTIME_LOG=off", List.<String>of())
            .entrySet()) {
      try (RuntimeProgram levels =
          RuntimeProgram.of(
              RuntimeLauncher.of(Talking.class)
                  .after("unset RUST_LOG GOLEM_RUNTIME_LOG\nexport " + expected.getKey())
                  .writeTo(directory))) {
        String shown = levels.run("levels").stderr();
        for (String wanted : expected.getValue()) {
          assertThat(shown).as(expected.getKey()).contains(wanted);
        }
        List<String> all =
            List.of("a trace", "a detail", "some news", "a warning", "an error", "a part's detail");
        for (String hidden : all) {
          boolean below =
              expected.getValue().isEmpty()
                  || (all.indexOf(hidden) < all.indexOf(expected.getValue().getFirst()));
          if (below) {
            assertThat(shown).as(expected.getKey()).doesNotContain(hidden);
          }
        }
      }
    }
    program("");
  }

  @Test
  void uncaughtExceptionsAreLogged() throws IOException {
    program("");
    RuntimeSession session = program.start();
    assertThat(session.run("uncaught")).succeeded();
    session.awaitLog("talking: uncaught in the thread careless: dropped");
    assertThat(session.log()).doesNotContain("\tat ");
    assertThat(file())
        .contains("ERROR talking: uncaught in the thread careless: dropped")
        .contains("java.lang.IllegalStateException: dropped\n\tat ");
  }

  @Test
  void sdkLinesAreInTheFileWithTheStackTrace() throws IOException {
    program("");
    RuntimeSession session = program.start();
    session.run("fail");
    session.shutdown();
    assertThat(file())
        .contains("ERROR talking: command 1 (fail) failed: failed on purpose")
        .contains("java.lang.IllegalStateException: failed on purpose\n\tat ");
  }

  @Test
  void testAndOfferTemplateKeepNoFile() throws IOException {
    program("");
    assertThat(program.test()).succeeded().hasStderrContaining("WARN talker: tested");
    assertThat(program.offerTemplate()).succeeded().hasStderrContaining("WARN talker: offered");
    assertThat(program.offerTemplate().stdout()).startsWith("{").doesNotContain("offered");
    assertThat(files()).isEmpty();
  }

  @Test
  void tooLargeFileIsReplaced() throws IOException {
    program("");
    assertThat(program.run("much")).succeeded();
    assertThat(files()).hasSize(2);
    for (Path file : files()) {
      assertThat(Files.size(file)).isLessThanOrEqualTo(10 * 1024 * 1024);
    }
    assertThat(files().getFirst().toString()).endsWith(".1.log");
  }

  @Test
  void oldFilesAreRemovedAndOthersKept() throws IOException {
    program("");
    Path logs = Files.createDirectories(program.workdir().resolve("logs"));
    Path old = Files.createFile(logs.resolve("talking_2020-01-01_00-00-00_1.log"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(15))));
    Path others = Files.createFile(logs.resolve("exe-unit_2020-01-01.log"));
    Files.setLastModifiedTime(others, FileTime.from(Instant.now().minus(Duration.ofDays(15))));
    for (int i = 0; i < 30; i++) {
      Files.createFile(logs.resolve("talking_2026-01-01_00-00-00_" + i + ".log"));
    }
    assertThat(program.run("levels")).succeeded();
    assertThat(old).doesNotExist();
    assertThat(others).exists();
    assertThat(files()).hasSize(1 + 20);
  }

  @Test
  void concurrentProcessesHaveSeparateFiles() throws IOException {
    program("");
    RuntimeSession one = program.start();
    RuntimeSession other = program.start();
    assertThat(one.run("levels")).succeeded();
    assertThat(other.run("levels")).succeeded();
    one.shutdown();
    other.shutdown();
    assertThat(files()).hasSize(2);
    for (Path file : files()) {
      assertThat(Files.readString(file)).containsOnlyOnce("a detail");
    }
  }

  @Test
  void runtimeContinuesIfTheLogCannotBeWritten() throws IOException {
    program("");
    Files.writeString(program.workdir().resolve("logs"), "in the way");
    assertThat(program.run("levels"))
        .succeeded()
        .hasStderrContaining(
            "talking: cannot write the log to " + program.workdir().resolve("logs"))
        .hasStderrContaining("INFO talker: some news");
  }

  @Test
  void loggingDoesNotDisturbTheProtocol() throws IOException {
    program("");
    RuntimeSession session = program.start();
    assertThat(session.run("many-threads")).succeeded().hasStdoutContaining("999\n");
  }
}
