package network.golem.runtime.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.Schema;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// The scripts and agreements in the documentation are read without a complaint, and fit their
/// schemas.
class DocumentedScriptsTest {
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  @TempDir Path directory;

  static List<String> scripts() throws Exception {
    return blocks("scripts.md", "[");
  }

  static List<String> agreements() throws Exception {
    return blocks("costs.md", "{");
  }

  private static List<String> blocks(String page, String beginning) throws Exception {
    return BLOCK
        .matcher(Files.readString(Path.of("../docs", page)))
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.startsWith(beginning))
        .toList();
  }

  private Path file(String text) throws Exception {
    return Files.writeString(directory.resolve("file.json"), text);
  }

  @ParameterizedTest
  @MethodSource
  void scripts(String script) throws Exception {
    assertThat(ExeScript.read(file(script)).warnings()).isEmpty();
    fits(Schema.SCRIPT, script);
  }

  @ParameterizedTest
  @MethodSource
  void agreements(String agreement) throws Exception {
    Agreement read = Agreement.read(file(agreement));
    assertThat(read.warnings()).isEmpty();
    assertThat(read.pricing()).isPresent();
    fits(Schema.AGREEMENT, agreement);
  }

  private static void fits(Schema schema, String text) {
    assertThat(REGISTRY.getSchema(schema.text()).validate(JsonMapper.shared().readTree(text)))
        .isEmpty();
  }
}
