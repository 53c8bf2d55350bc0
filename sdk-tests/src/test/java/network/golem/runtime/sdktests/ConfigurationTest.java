package network.golem.runtime.sdktests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Configuration files.
class ConfigurationTest {
  @TempDir Path home;

  enum Level {
    LOW,
    HIGH
  }

  record Limits(int requests, Duration patience) {
    Limits() {
      this(10, Duration.ofSeconds(3));
    }
  }

  record Server(
      String host, int port, List<String> names, boolean open, Level level, Limits limits) {
    Server() {
      this("localhost", 80, List.of(), false, Level.LOW, new Limits());
    }
  }

  record Whole(String host, Optional<String> user, @Nullable String password) {}

  @SuppressWarnings({"FieldCanBeFinal", "unused"}) // the binder sets them
  static final class Fields {
    private String host = "localhost";
    private int port = 80;
    private Map<String, Double> prices = Map.of();

    @Override
    public String toString() {
      return host + " " + port + " " + prices;
    }
  }

  @RuntimeDef(name = "Configured")
  static final class Configured implements GolemRuntime {
    private final Function<Context, Object> use;

    Configured(Function<Context, Object> use) {
      this.use = use;
    }

    @Override
    public void test(Context context) {
      throw new IllegalStateException("used: " + use.apply(context));
    }

    @Override
    public int run(Command command, Activity activity) {
      return 0;
    }
  }

  /// The output of a runtime with this configuration.
  private String used(Function<Context, Object> use) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(
            GolemRuntime.execute(
                () -> new Configured(use),
                new String[] {"test"},
                Map.of("HOME", home.toString()),
                InputStream.nullInputStream(),
                new ByteArrayOutputStream(),
                err))
        .isEqualTo(1);
    return err.toString(StandardCharsets.UTF_8)
        .replace("Configured: test failed: ", "")
        .replaceFirst(" \\(java\\.lang\\.IllegalStateException at .*\\)", "")
        .replace(home + "/.local/share/configured/", "")
        .strip();
  }

  private String used(Class<?> type) {
    return used(context -> context.config(type));
  }

  private void file(String name, String text) throws IOException {
    Path file = home.resolve(".local/share/configured").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void defaultsApplyWithoutAFile() {
    assertThat(used(Server.class)).isEqualTo("used: " + new Server());
    assertThat(used(Fields.class)).isEqualTo("used: localhost 80 {}");
  }

  @Test
  void defaultsApplyToMissingKeys() throws IOException {
    file("Configured.json", "{\"port\": 8080, \"limits\": {\"requests\": 3}, \"host\": null}");
    assertThat(used(Server.class))
        .isEqualTo(
            "used: "
                + new Server(
                    "localhost",
                    8080,
                    List.of(),
                    false,
                    Level.LOW,
                    new Limits(3, Duration.ofSeconds(3))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json | {\"host\": \"h\", \"port\": 1, \"names\": [\"a\"], \"open\": true, \"level\":"
            + " \"high\", \"limits\": {\"patience\": \"PT1M\"}}",
        "yaml | host: h~port: 1~names: [a]~open: true~level: HIGH~limits:~  patience: PT1M",
        "yml  | {host: h, port: 1, names: [a], open: true, level: high, limits: {patience: PT1M}}",
        "toml | host = 'h'~port = 1~names = ['a']~open = true~level = 'HIGH'~[limits]~patience ="
            + " 'PT1M'"
      })
  void allFormatsAreEquivalent(String extension, String text) throws IOException {
    file("Configured." + extension, text.replace('~', '\n'));
    assertThat(used(Server.class))
        .isEqualTo(
            "used: "
                + new Server(
                    "h", 1, List.of("a"), true, Level.HIGH, new Limits(10, Duration.ofMinutes(1))));
  }

  @Test
  void classIsBoundByItsFields() throws IOException {
    file("Configured.toml", "port = 7\n[prices]\ncpu = 0.5\n");
    assertThat(used(Fields.class)).isEqualTo("used: localhost 7 {cpu=0.5}");
  }

  @Test
  void recordWithoutDefaultsIsRequired() throws IOException {
    file("Configured.yaml", "host: h\n");
    assertThat(used(Whole.class)).isEqualTo("used: " + new Whole("h", Optional.empty(), null));
    file("Configured.yaml", "user: ada\n");
    assertThat(used(Whole.class)).isEqualTo("Configured.yaml: required key host is missing");
  }

  @Test
  void firstExistingFormatIsUsed() throws IOException {
    file("Configured.json", "{\"port\": 4}");
    assertThat(used(Fields.class)).contains(" 4 ");
    file("Configured.yml", "port: 3");
    assertThat(used(Fields.class)).contains(" 3 ");
    file("Configured.yaml", "port: 2");
    assertThat(used(Fields.class)).contains(" 2 ");
    file("Configured.toml", "port = 1");
    assertThat(used(Fields.class)).contains(" 1 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yaml | host: h~port: many | Configured.yaml, line 2: port must be a whole number; found:"
            + " port: many",
        "yaml | port: 1.5 | Configured.yaml, line 1: port must be a whole number; found: port: 1.5",
        "json | {~ \"open\": \"maybe\"} | Configured.json, line 2: open must be true or false;"
            + " found: \"open\": \"maybe\"}",
        "toml | [limits]~# twice~requests = 'x' | Configured.toml, line 3: limits.requests must be"
            + " a whole number; found: requests = 'x'",
        "toml | level = 'deep' | Configured.toml, line 1: level must be one of [LOW, HIGH]; found:"
            + " level = 'deep'",
        "yaml | limits: 3 | Configured.yaml, line 1: limits must be an object (keys with values);"
            + " found: limits: 3",
        "yaml | names: {} | Configured.yaml, line 1: names must be a list; found: names: {}",
      })
  void invalidValueIsReportedWithItsPosition(String extension, String text, String sentence)
      throws IOException {
    file("Configured." + extension, text.replace('~', '\n'));
    assertThat(used(Server.class)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json | {\"port\": 1,, | Configured.json, line 1: invalid JSON: ",
        "yaml | a: [1~b: 2 | Configured.yaml, line 2: invalid YAML: ",
        "toml | port = 1~host = | Configured.toml, line 2: invalid TOML: "
      })
  void malformedFileIsReportedWithThePosition(String extension, String text, String sentence)
      throws IOException {
    file("Configured." + extension, text.replace('~', '\n'));
    assertThat(used(Server.class)).startsWith(sentence).doesNotContain("\n").doesNotContain(" at ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yaml | prot: 1 | line 1: unknown key prot; did you mean port?",
        "json | {\"colour\": 1} | line 1: unknown key colour; known keys: host, level, limits,"
            + " names, open, port",
        "json | {\"limit\": {\"requests\": 1}} | line 1: unknown key limit; did you mean limits?",
        "toml | [limits]~request = 1 | line 2: unknown key limits.request; did you mean requests?"
      })
  void unknownKeyIsLogged(String extension, String text, String sentence) throws IOException {
    file("Configured." + extension, text.replace('~', '\n'));
    assertThat(used(Server.class)).contains(sentence).contains("used: " + new Server());
    assertThat(used(context -> context.config(Server.class) + "" + context.config(Server.class)))
        .containsOnlyOnce(sentence);
  }

  @Test
  void fileWithOnlyCommentsCountsAsEmpty() throws IOException {
    file("Configured.yaml", "# nothing yet\n");
    assertThat(used(Fields.class)).contains("used: localhost 80");
    file("Configured.toml", "\n");
    assertThat(used(Fields.class)).contains("used: localhost 80");
  }

  @Test
  void fileIsWrittenAtomicallyAndReadableByThisUserOnly() throws IOException {
    assertThat(
            used(context -> {
              context.configFile().write(new Server());
              return context.configFile().exists();
            }))
        .isEqualTo("used: true");
    Path file = home.resolve(".local/share/configured/Configured.json");
    assertThat(Files.readString(file)).contains("\n  \"port\" : 80,");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(used(Server.class)).isEqualTo("used: " + new Server());
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @ParameterizedTest
  @CsvSource({"toml", "yaml", "yml", "json"})
  void formatIsThatOfTheExtension(String extension) throws IOException {
    file("Configured." + extension, "");
    Server changed =
        new Server("h", 1, List.of("a"), true, Level.HIGH, new Limits(1, Duration.ofMinutes(1)));
    assertThat(
            used(context -> {
              context.configFile().write(changed);
              return context.config(Server.class);
            }))
        .isEqualTo("used: " + changed);
  }

  @Test
  void directoryThatCannotBeCreatedIsReported() throws IOException {
    Files.writeString(home.resolve(".local"), "in the way");
    assertThat(
            used(context -> {
              context.configFile().write(new Server());
              return "";
            }))
        .isEqualTo("cannot write Configured.json: Not a directory");
  }

  @Test
  void otherFilesAreReadByTheSameRules() throws IOException {
    Path other = Files.createDirectories(home.resolve("elsewhere")).resolve("any.yaml");
    Files.writeString(other, "port: 7\nhots: x\n");
    assertThat(
            used(context -> {
              int port = context.configFile(other).read(Server.class).port();
              return port + " " + context.configFile(home.resolve("none.json")).exists();
            }))
        .contains("unknown key hots")
        .endsWith("used: 7 false");
    assertThat(
            used(context -> {
              try {
                return context.configFile(home.resolve("any.txt"));
              } catch (IllegalArgumentException e) {
                return String.valueOf(e.getMessage()).replace(home.toString(), "");
              }
            }))
        .endsWith("used: a configuration file must be .toml, .yaml, .yml or .json, not /any.txt");
  }
}
