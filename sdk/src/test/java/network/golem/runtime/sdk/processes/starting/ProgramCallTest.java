package network.golem.runtime.sdk.processes.starting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.processes.table.Mark;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a `ProcessBuilder` may ask for.
class ProgramCallTest {
  @TempDir Path directory;

  private ProgramCall of(ProcessBuilder builder, ProgramCall.Outputs outputs) {
    return ProgramCall.of(builder, directory, outputs);
  }

  @Test
  void itIsExecutedInTheGivenDirectoryUnlessTheBuilderSaysWhere() {
    ProcessBuilder builder = new ProcessBuilder("true", "a");
    ProgramCall call = of(builder, ProgramCall.Outputs.ARE_PIPES);
    assertThat(call.directory()).isEqualTo(directory);
    assertThat(call.program()).isEqualTo("true");
    assertThat(call.command()).containsExactly("true", "a");
    assertThat(call.out()).isEmpty();
    ProgramCall elsewhere = of(builder.directory(new File("/")), ProgramCall.Outputs.ARE_PIPES);
    assertThat(elsewhere.directory()).isEqualTo(Path.of("/"));
  }

  @Test
  void itsEnvironmentIsTheBuildersWithTheMark() {
    ProcessBuilder builder = new ProcessBuilder("true");
    builder.environment().clear();
    builder.environment().put("A", "b");
    Mark mark = new Mark("GOLEM_RUNTIME_x", 12_345);
    ProgramCall call = of(builder, ProgramCall.Outputs.ARE_PIPES).marked(mark, "command-1.");
    assertThat(call.environment().withMark())
        .isEqualTo(Map.of("A", "b", "GOLEM_RUNTIME_x", "command-1."));
    assertThat(call.limit()).isEqualTo(mark.limit("command-1."));
    assertThat(builder.environment()).as("the author's own").isEqualTo(Map.of("A", "b"));
  }

  @Test
  void theOutputsOfAChildMayGoToFiles() throws IOException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Files.writeString(out, "old");
    Files.writeString(err, "old");
    ProcessBuilder builder =
        new ProcessBuilder("true")
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()));
    ProgramCall call = of(builder, ProgramCall.Outputs.MAY_BE_FILES);
    assertThat(call.out()).contains(out);
    assertThat(call.err()).contains(err);
    assertThat(out).isEmptyFile();
    assertThat(err).hasContent("old");
  }

  @Test
  void whatIsNotItsToConnectIsRefused() {
    refused(
        new ProcessBuilder("true").redirectInput(new File("/dev/null")),
        "the ProcessBuilder must not redirect it");
    refused(
        new ProcessBuilder("true").redirectOutput(new File("/dev/null")),
        "the ProcessBuilder must not redirect them");
    refused(new ProcessBuilder(List.of()), "the command is empty");
    refused(new ProcessBuilder("true", "a\0b"), "NUL");
  }

  private void refused(ProcessBuilder builder, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(builder, ProgramCall.Outputs.ARE_PIPES))
        .withMessageContaining(message);
  }
}
