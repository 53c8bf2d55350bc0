package network.golem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import network.golem.runtime.supervisor.model.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(30)
class SchemaCommandTest {
  @TempDir Path directory;
  private Tool tool;

  @BeforeEach
  void tool() throws Exception {
    tool = new Tool(directory);
  }

  @AfterEach
  void end() {
    tool.close();
  }

  @ParameterizedTest
  @EnumSource
  void printsTheSchema(Schema schema) throws Exception {
    assertThat(tool.call("schema", schema.toString()))
        .isEqualTo(new Tool.Result(0, schema.text(), ""));
  }

  @Test
  void namesTheKindsThatThereAre() throws Exception {
    assertThat(tool.call("schema", "descriptor"))
        .isEqualTo(
            new Tool.Result(
                2,
                "",
                "golem-runtime: invalid value for KIND: expected script or agreement, not"
                    + " 'descriptor'; see --help\n"));
    assertThat(tool.call("schema").err())
        .isEqualTo("golem-runtime: missing required parameter: 'KIND'; see --help\n");
    assertThat(tool.call("schema", "--help").out())
        .contains("The kind of file: script, agreement.");
  }
}
