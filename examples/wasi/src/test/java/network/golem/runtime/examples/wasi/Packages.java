package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import network.golem.runtime.testkit.ProgramResult;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;

/// Packages whose content a test writes itself.
final class Packages {
  static final String MANIFEST =
      """
      {"id": "test", "name": "test", "entry-points": [{"id": "main", "wasm-path": "main.wasm"}]}
      """;

  private Packages() {}

  /// Deploys a package with one module, in text format, and starts.
  static RuntimeSession start(RuntimeProgram program, String text) {
    RuntimeProgram with = with(program, content(MANIFEST, Modules.of(text)));
    assertThat(with.deploy()).succeeded();
    return with.start();
  }

  static Map<String, byte[]> content(String manifest, byte[] module) {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
    content.put("main.wasm", module);
    return content;
  }

  static ProgramResult deploy(RuntimeProgram program, Map<String, byte[]> content) {
    return with(program, content).deploy();
  }

  static RuntimeProgram with(RuntimeProgram program, Map<String, byte[]> content) {
    Path file = Modules.zip(program.workdir().resolve("package.zip"), content);
    return program.with("--task-package", file.toString());
  }
}
