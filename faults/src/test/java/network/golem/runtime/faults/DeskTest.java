package network.golem.runtime.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// `golem-runtime run` against lying servers, misbehaving runtimes and special files.
class DeskTest {
  private static final List<String> LITTLE_MEMORY = List.of("-Xmx32m");
  private static final String TRANSFER = "{\"transfer\": {\"from\": \"%s\", \"to\": \"%s\"}}";
  private static final String CAPTURED =
      "{\"run\": {\"entry_point\": \"sh\", \"args\": [\"%s\"], \"capture\": {\"stdout\": %s}}}";

  private static List<String> options(Path runtime, String... more) {
    List<String> options = new ArrayList<>(List.of("--runtime", runtime.toString()));
    options.addAll(List.of(more));
    return options;
  }

  @Fault(value = "a web server that lies, of each kind", tries = 3, whole = 90)
  void lyingServer(Attempt attempt, @TempDir Path directory) throws Exception {
    Liar.Lie lie = attempt.oneOf(Liar.Lie.values());
    try (Liar liar = new Liar(lie)) {
      Played.play(
              directory,
              List.of(),
              options(Played.shell(directory, ":"), "--timeout", "5s"), // some have no end
              TRANSFER.formatted(liar.url("/f"), "/v/f"))
          .assertFailedWithAReason();
    }
  }

  private enum Flood {
    DEPLOY,
    CAPTURED_TEXT,
    CAPTURED_NUMBERS,
    HASHES
  }

  @Fault(value = "output and scripts that are larger than the desk's memory", tries = 2, whole = 50)
  void outputLargerThanMemory(Attempt attempt, @TempDir Path directory) throws Exception {
    Flood flood = attempt.oneOf(Flood.values());
    Path runtime = Played.shell(directory, flood == Flood.DEPLOY ? "yes | head -c 200M" : ":");
    String zeros = "head -c 300M /dev/zero";
    String command =
        switch (flood) {
          case DEPLOY -> "{\"terminate\": {}}";
          case CAPTURED_TEXT -> CAPTURED.formatted(zeros, "{\"atEnd\": {}}");
          case CAPTURED_NUMBERS -> CAPTURED.formatted(zeros, "{\"atEnd\": {\"format\": \"bin\"}}");
          case HASHES -> TRANSFER.formatted("hash:sha3:00:".repeat(20_000) + "/v/f", "/v/g");
        };
    boolean inJson = flood == Flood.CAPTURED_TEXT || flood == Flood.CAPTURED_NUMBERS;

    Played played =
        Played.play(
            directory,
            LITTLE_MEMORY,
            inJson
                ? options(runtime, "--timeout", "30s", "--json")
                : options(runtime, "--timeout", "30s"),
            command);

    if (inJson) {
      assertThat(played.code()).as(played.err()).isEqualTo(1);
      assertThat(Files.readString(played.out())).contains("the desk ran out of memory");
    } else {
      played.assertFailedWithAReason();
    }
  }

  private enum NoFile {
    FIFO("mkfifo v/f", "/v/g", "/v/f"),
    FIFO_AS_SOURCE("mkfifo v/f", "/v/f", "/v/g"),
    DIRECTORY("mkdir v/f", "/v/g", "/v/f"),
    LINK_TO_A_DEVICE("ln -s /dev/full v/f", "/v/g", "/v/f"),
    SERVER_AND_FIFO("mkfifo v/f", "/v/f", "http://127.0.0.1:1/f");

    private final String make;
    private final String from;
    private final String to;

    NoFile(String make, String from, String to) {
      this.make = make;
      this.from = from;
      this.to = to;
    }
  }

  @Fault(value = "transfers from and to what is no file", tries = 2, whole = 50)
  void transfersOfSpecialFiles(Attempt attempt, @TempDir Path directory) throws Exception {
    NoFile file = attempt.oneOf(NoFile.values());
    Played.play(
            directory,
            List.of(),
            options(Played.shell(directory, ":")),
            CAPTURED.formatted("mkdir v; echo x > v/g; " + file.make, "{\"atEnd\": {}}"),
            TRANSFER.formatted(file.from, file.to))
        .assertFailedWithAReason();
  }

  /// The limit holds whatever the command waits for.
  @Fault(value = "what does not end, with --timeout", tries = 2, whole = 30)
  void timeLimitEndsEverything(Attempt attempt, @TempDir Path directory) throws Exception {
    record Endless(String deploy, String command) {}
    try (Liar silent = new Liar(Liar.Lie.BODY_WITHOUT_AN_END)) {
      Endless endless =
          attempt.oneOf(
              new Endless[] {
                new Endless(":", TRANSFER.formatted(silent.url("/f"), "/v/f")),
                new Endless(
                    ":",
                    CAPTURED.formatted("while :; do echo x; done", "{\"atEnd\": {\"head\": 9}}")),
                new Endless("sleep 1000", "{\"terminate\": {}}"),
                new Endless("cat /dev/zero", "{\"terminate\": {}}")
              });
      Played.play(
              directory,
              List.of(),
              options(Played.shell(directory, endless.deploy()), "--timeout", "2s"),
              endless.command())
          .assertFailedWithAReason();
    }
  }
}
