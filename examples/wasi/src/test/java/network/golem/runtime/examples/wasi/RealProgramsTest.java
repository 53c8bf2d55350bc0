package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.golem.runtime.testkit.CommandResult;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import network.golem.runtime.testkit.RuntimeTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that nobody here wrote, and wasmtime's own Python binding as the oracle: the same
/// output, the same files and the same exit code. `programs/fetch` gets them; without one, its test
/// is skipped.
@RequiresWasmtime
@RuntimeTest(value = Wasi.class, timeoutSeconds = 180)
class RealProgramsTest {
  private static final Path PROGRAMS = Path.of("target/programs").toAbsolutePath();
  private static final Path ORACLE = Path.of("programs/oracle").toAbsolutePath();
  private static final String MANIFEST =
      """
      {"id": "real", "name": "real", "mount-points": [{"rw": "/work"}],
       "entry-points": [{"id": "main", "wasm-path": "main.wasm"}]}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "goldmark | /work/text.md; /work/missing.md",
        "zstd | 2000000",
        "sqlite | 20000; none",
        "bzip2 | /work/text.md; /work/missing",
        "resvg | --width 200 /work/image.svg /work/image.png; /work/missing.svg /work/image.png",
        "flite | -t hello -o /work/hello.wav",
        "python | -c print(sum(range(1000000))); -c import(this; /work/program.py"
      })
  void behavesAsUnderItsOwnBinding(String name, String calls, RuntimeProgram program)
      throws Exception {
    Path module = PROGRAMS.resolve(name + ".wasm");
    if (!Files.exists(module) || !Files.exists(PROGRAMS.resolve("oracle/wasmtime"))) {
      System.err.println("SKIPPED: " + name + " is missing; examples/wasi/programs/fetch gets it");
    }
    assumeTrue(Files.exists(module) && Files.exists(PROGRAMS.resolve("oracle/wasmtime")));
    Path expected = Files.createDirectory(program.workdir().resolve("expected"));
    inputs().forEach((file, content) -> write(expected.resolve(file), content));
    RuntimeProgram with =
        Packages.with(program, Packages.content(MANIFEST, Files.readAllBytes(module)));
    assertThat(with.deploy()).succeeded();
    RuntimeSession session = with.start();
    inputs().forEach((file, content) -> session.upload(content, "/work/" + file));

    for (String call : calls.split("; ")) {
      List<String> words = List.of(call.split(" "));
      Path output = program.workdir().resolve("expected-output");
      int code = oracle(expected, module, output, words);
      List<String> command = new ArrayList<>(List.of("main"));
      command.addAll(words);
      CommandResult result = session.run(command.toArray(String[]::new));
      assertThat(result.code()).as(call).isEqualTo(code);
      assertThat(result.stdoutBytes()).as(call).isEqualTo(Files.readAllBytes(output));
    }
    try (var files = Files.list(expected)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        assertThat(session.download("/work/" + each.getFileName()))
            .as("%s", each.getFileName())
            .isEqualTo(Files.readAllBytes(each));
      }
    }
  }

  private static int oracle(Path directory, Path module, Path output, List<String> words)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("python3", ORACLE.toString()));
    line.addAll(List.of(directory.toString(), module.toString(), output.toString(), "main.wasm"));
    line.addAll(words);
    return new ProcessBuilder(line)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static Map<String, String> inputs() {
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("text.md", "# Title\n\n- *one*\n- [two](three)\n\n```\ncode\n```\n".repeat(200));
    inputs.put(
        "image.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>"
            + "<circle cx='50' cy='50' r='40' fill='#8cf' stroke='navy'/></svg>");
    inputs.put(
        "program.py",
        "import json, zlib, pathlib\n"
            + "pathlib.Path('/work/result.json').write_text(json.dumps(list(range(100))))\n"
            + "print(len(pathlib.Path('/work/result.json').read_text()), zlib.crc32(b'x' *"
            + " 10**6))\n"
            + "raise SystemExit(9)\n");
    return inputs;
  }

  private static void write(Path file, String content) {
    try {
      Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
