package network.golem.runtime.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import network.golem.runtime.testruntimes.RuntimeLauncher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What a tested runtime finds around it, in process and packaged.
@ParameterizedClass
@ValueSource(booleans = {false, true})
class SurroundingsTest {
  @Parameter boolean binary;

  @TempDir Path directory;

  private RuntimeProgram pump() throws Exception {
    return binary
        ? RuntimeProgram.of(RuntimeLauncher.of(Pump.class).writeTo(directory))
        : RuntimeProgram.of(Pump.class);
  }

  private static String said(RuntimeProgram program, String... line) {
    CommandResult result;
    try (RuntimeSession session = program.start()) {
      result = session.run(line);
    }
    assertThat(result).succeeded();
    return result.stdout();
  }

  @Test
  void nothingIsTheDevelopersOwn() throws Exception {
    try (RuntimeProgram pump = pump()) {
      assertThat(pump.deploy()).succeeded();
      Path data = Path.of(said(pump, "data"));
      assertThat(data).doesNotExist().startsWithRaw(pump.workdir().resolveSibling("data"));
      assertThat(said(pump, "variable", "GOLEM_RUNTIME_LOG")).isEmpty();
    }
  }

  @Test
  void theTestsOwnIsFound() throws Exception {
    try (RuntimeProgram pump = pump()) {
      RuntimeProgram wet =
          binary
              ? pump.withEnvironment("PUMP=wet") // named after the file, which is Pump here
              : pump.withConfig("water: salty").withEnvironment("PUMP=wet");
      assertThat(wet.deploy()).succeeded();
      if (!binary) {
        assertThat(said(wet, "config")).isEqualTo("salty");
      }
      assertThat(said(wet, "variable", "PUMP")).isEqualTo("wet");
    }
  }

  @Test
  void volumesAreReachedByTheirPaths() throws Exception {
    try (RuntimeProgram pump = pump()) {
      assertThatThrownBy(() -> pump.start().volume("/in"))
          .hasMessage("volumes are known when deploy has succeeded");
    }
    try (RuntimeProgram pump = pump()) {
      assertThat(pump.deploy()).succeeded();
      try (RuntimeSession session = pump.start()) {
        session.upload("2.5", "/in/litres.txt");
        assertThat(session.volume("/in").resolve("litres.txt")).hasContent("2.5");
        assertThat(session.run("pump")).succeeded().hasCounter("golem.usage.litres", 2.5);
        assertThat(session.download("/out/report.txt")).asString().isEqualTo("pumped 2.5");
        session.upload("x", "/in/a/b/c");
        assertThat(session.volume("/in").resolve("a/b/c")).hasContent("x");
        session.upload(session.volume("/in").resolve("litres.txt"), "/in/copy");
        assertThat(session.volume("/in").resolve("copy")).hasContent("2.5");

        assertThatThrownBy(() -> session.volume("/tmp"))
            .hasMessage("the runtime has no volume /tmp; its deploy has answered [/in, /out]");
        assertThatThrownBy(() -> session.upload("x", "/tmp/y"))
            .hasMessageContaining("no volume contains '/tmp/y'; the volumes are /in, /out");
        assertThatThrownBy(() -> session.download("/in/../../x"))
            .hasMessageContaining("leads out of the volume /in");
        assertThatThrownBy(() -> session.download("/out/none"))
            .hasMessageContaining("Cannot transfer from /out/none: ");
      }
    }
  }
}
