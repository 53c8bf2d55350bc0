package network.golem.runtime.sdk.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Option;

/// The files that a build writes beside a runtime.
class DescriptorMainTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @RuntimeDef(
      name = "full",
      version = "2.1",
      description = "Has \"all\" of it.",
      image = true,
      hardware = true,
      counters = {
        @UsageCounter(
            name = "golem.usage.requests",
            description = "Requests served",
            price = 0.0001),
        @UsageCounter(name = "other.Requests", price = 1e-9),
        @UsageCounter(name = "my.initial"),
        @UsageCounter(name = "golem.usage.storage_gib", price = 2),
        @UsageCounter(name = "golem.usage.cpu_sec", price = 1e10),
      })
  private static final class Full extends Startable {
    static {
      fail();
    }

    private static void fail() {
      throw new IllegalStateException("a class is initialised by a build");
    }
  }

  @Test
  void descriptorContainsTheWholeDefinition() throws IOException {
    describe(Full.class);

    assertThat(directory.resolve("ya-runtime-full.json"))
        .hasContent(
            """
            [
              {
                "name": "full",
                "version": "2.1.0",
                "supervisor-path": "exe-unit",
                "runtime-path": "ya-runtime-full/bin/full",
                "description": "Has \\"all\\" of it.",
                "extra-args": [
                  "--runtime-managed-hardware"
                ],
                "config": {
                  "counters": {
                    "golem.usage.duration_sec": {
                      "name": "duration",
                      "description": "Duration",
                      "price": true
                    },
                    "golem.usage.cpu_sec": {
                      "name": "cpu",
                      "description": "CPU",
                      "price": true
                    },
                    "golem.usage.storage_gib": {
                      "name": "storage",
                      "description": "Storage",
                      "price": true
                    },
                    "golem.usage.requests": {
                      "name": "requests",
                      "description": "Requests served",
                      "price": true
                    },
                    "other.Requests": {
                      "name": "other.Requests",
                      "description": "Requests",
                      "price": true
                    },
                    "my.initial": {
                      "name": "my.initial",
                      "description": "initial",
                      "price": true
                    }
                  }
                }
              }
            ]
            """);
  }

  @Test
  void presetHasPlainDecimalPrices() throws IOException {
    describe(Full.class);

    assertThat(directory.resolve("ya-runtime-full/preset.json"))
        .hasContent(
            """
            {
              "name": "full",
              "exeunit-name": "full",
              "pricing-model": "linear",
              "initial-price": 0.0,
              "usage-coeffs": {
                "golem.usage.storage_gib": 2.0,
                "golem.usage.cpu_sec": 10000000000.0,
                "golem.usage.requests": 0.0001,
                "other.Requests": 0.000000001
              }
            }
            """);
  }

  @RuntimeDef(name = "plain")
  private static final class Plain extends Startable {}

  @Test
  void presetWithoutPricesCanStillBeOffered() throws IOException {
    describe(Plain.class);

    assertThat(directory.resolve("ya-runtime-plain/preset.json"))
        .content()
        .contains("\"usage-coeffs\": {\n    \"golem.usage.duration_sec\": 0.0\n  }");
    assertThat(directory.resolve("ya-runtime-plain.json"))
        .content()
        .contains("\"--runtime-managed-image\"")
        .doesNotContain("\"description\": \"\"");
  }

  @Test
  void nameIsPrintedForTheBuild() throws IOException {
    describe(Plain.class);

    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("plain" + System.lineSeparator())
        .contains("-Djava.util.logging.config.class=");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  /// A `main` may be inherited.
  abstract static class Startable {
    static void main(String[] args) {}
  }

  @RuntimeDef(name = "unstartable")
  private static final class Unstartable {}

  @RuntimeDef(name = "not a name")
  private static final class Wrong {}

  @RuntimeDef(name = "twice")
  static final class Twice extends Startable {
    @Option(names = "--greeting")
    String greeting = "";

    @Option(names = {"-g", "--greeting"})
    String again = "";
  }

  @Test
  void invalidDefinitionCausesOneSentenceAndNoFile() throws IOException {
    assertRefused("must consist of letters, digits", Wrong.class.getName(), directory.toString());
    assertRefused("has no @RuntimeDef annotation", String.class.getName(), directory.toString());
    assertRefused(
        "has no main method; add static void main(String[] args)",
        Unstartable.class.getName(),
        directory.toString());
    assertRefused(
        "declares the option --greeting a second time, at java.lang.String"
            + " network.golem.runtime.sdk.build.DescriptorMainTest$Twice.again",
        Twice.class.getName(),
        directory.toString());
    assertRefused("class not found on the runtime's class path: x.Y", "x.Y", directory.toString());
    assertRefused("expects the runtime's class and a directory", "x.Y");
  }

  private void assertRefused(String sentence, String... words) throws IOException {
    err.reset();
    assertThat(run(words)).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains(sentence).hasLineCount(1);
    assertThat(out.size()).isZero();
    try (Stream<Path> written = Files.list(directory)) {
      assertThat(written).isEmpty();
    }
  }

  private void describe(Class<?> type) throws IOException {
    assertThat(run(type.getName(), directory.toString())).isZero();
  }

  private int run(String... words) throws IOException {
    return DescriptorMain.run(
        List.of(words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
