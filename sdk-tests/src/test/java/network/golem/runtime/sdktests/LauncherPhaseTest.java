package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import network.golem.runtime.packager.PhaseReading;
import network.golem.runtime.sdk.commandline.ArgumentParser;
import network.golem.runtime.sdk.commandline.Arguments.Request;
import network.golem.runtime.sdk.commandline.AuthorOptions;
import network.golem.runtime.sdk.commandline.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The launcher chooses a start-up cache by the phase before Java starts: it must read the command
/// line as Java does afterwards.
class LauncherPhaseTest {
  private static final int LINES = 2000;

  private static final List<String> WORDS =
      List.of(
          "deploy",
          "start",
          "run",
          "offer-template",
          "test",
          "help",
          "--help",
          "-h",
          "--version",
          "-V",
          "--workdir",
          "--workdir=test",
          "-w",
          "-wtest",
          "-w=test",
          "--task-package",
          "-t",
          "--cpu-cores",
          "3",
          "--key",
          "--key=deploy",
          "--pair",
          "--pair=start",
          "--some",
          "--some=",
          "--flag",
          "--flag=test",
          "-k",
          "-kstart",
          "--unknown",
          "--unknown=test",
          "word",
          "",
          "-",
          "--",
          "*",
          "it's");

  @TempDir Path directory;

  static class Author {
    @Option(names = {"--key", "-k"})
    String key = "";

    @Option(names = "--pair", arity = "2")
    List<String> pair = List.of();

    @Option(names = "--some", arity = "0..3")
    List<String> some = List.of();

    @Option(names = "--flag")
    boolean flag;

    /// One of the supervisor's.
    @Option(names = "--cpu-cores", arity = "0")
    boolean cores;

    @Option(names = "-V", arity = "1")
    String another = "";
  }

  static final class WithPositionals extends Author {
    @Parameters(arity = "0..*")
    List<String> words = List.of();
  }

  @Test
  void isThatOfTheArgumentParser() throws Exception {
    for (Class<?> type : List.of(Author.class, WithPositionals.class, Object.class)) {
      AuthorOptions options = AuthorOptions.of(type);
      Random random = new Random(20);
      List<List<String>> lines = new ArrayList<>();
      List<String> expected = new ArrayList<>();
      while (lines.size() < LINES) {
        List<String> line =
            random.ints(1 + random.nextInt(5), 0, WORDS.size()).mapToObj(WORDS::get).toList();
        try {
          expected.add(
              switch (ArgumentParser.parse(options, false, line).request()) {
                case Request.Run(var phase) -> phase.word();
                case Request.Help _, Request.Version _ -> "information";
              });
          lines.add(line);
        } catch (UsageException e) {
          // whichever cache that ends with
        }
      }
      assertThat(expected).contains("deploy", "start", "information");
      List<String> read = read(new PhaseReading(options.followingWords()).text(), lines);
      for (int i = 0; i < LINES; i++) {
        assertThat(read.get(i)).as("%s of %s", lines.get(i), type).isEqualTo(expected.get(i));
      }
    }
  }

  private List<String> read(String reading, List<List<String>> lines) throws Exception {
    StringBuilder script = new StringBuilder("read_phase() {\n" + reading + "}\n");
    for (List<String> line : lines) {
      String words =
          line.stream()
              .map(word -> " '" + word.replace("'", "'\\''") + "'")
              .collect(Collectors.joining());
      script.append("read_phase").append(words).append("; echo \"$golem_phase\"\n");
    }
    Path file = Files.writeString(directory.resolve("script"), script);
    Process shell = new ProcessBuilder("sh", file.toString()).start();
    shell.getOutputStream().close();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return read.lines().toList();
  }
}
