package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The runtimes that take another's place, installed under its name or their service's, as a
/// provider does it, and played from there.
@Timeout(300)
class InstalledExamplesTest {
  private static final Path TOOL =
      Examples.directory().resolveSibling("cli/target/golem-runtime/bin/golem-runtime");

  @TempDir Path directory;
  private Path plugins;

  @BeforeEach
  void provider() throws IOException {
    assertThat(TOOL).as("made by: mvn -pl cli -am package").isExecutable();
    plugins = Files.createDirectories(directory.resolve("plugins"));
    Files.createDirectories(directory.resolve("data"));
    Path supervisor = Files.createFile(plugins.resolve("exe-unit"));
    assertThat(supervisor.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void wasiTakesThePlaceOfWasmtime() throws Exception {
    Path wasi = Examples.directory().resolve("wasi");
    Path sample = wasi.resolve("target/sample.zip");
    assumeTrue(Files.exists(sample), "SKIPPED: examples/wasi/fetch has not been executed");
    Path oneShot = wasi.resolve("target/one-shot");

    tool(
        "install",
        oneShot.toString(),
        "--name",
        "wasmtime",
        "--version",
        "0.2.1",
        "--price",
        "cpu=0.001");
    assertThat(tool("list", "--test")).contains("wasmtime", "0.2.1", "test ok", "0.001");
    assertThat(
            play(
                "wasmtime",
                "--task-package",
                sample.toString(),
                wasi.resolve("exescript.json").toString()))
        .contains("Hello, Ada!", "buy milk", "7 of 7 commands succeeded");
    tool("uninstall", "wasmtime");
    assertNothingIsLeft();
  }

  @Test
  void serviceIsSoldUnderItsOwnName() throws Exception {
    Path services = Files.createDirectories(directory.resolve("services"));
    Files.writeString(
        services.resolve("shop.json"),
        """
        {"name": "shop", "serverName": ["shop.example"], "bindHttp": "127.0.0.1:0",
         "from": "/shop", "to": "http://127.0.0.1:1"}
        """);
    Path example = Examples.directory().resolve("http-service");

    tool(
        "install",
        example.toString(),
        "--name",
        "shop",
        "--runtime-arg",
        "--services",
        "--runtime-arg",
        services.toString(),
        "--runtime-arg",
        "shop",
        "--price",
        "requests=0.0001");
    assertThat(tool("list", "--test")).contains("shop", "0.0001", "test ok");
    assertThat(play("shop", example.resolve("exescript.json").toString()))
        .contains("\"username\":\"alice\"", "\"serverName\":[\"shop.example\"]")
        .contains("8 of 8 commands succeeded");
    tool("uninstall", "shop");
    assertNothingIsLeft();
  }

  /// Plays a script with the runtime that is installed under this name.
  private String play(String name, String... words) throws Exception {
    Path descriptor = plugins.resolve("ya-runtime-" + name + ".json");
    return call(
        Stream.concat(Stream.of("run", "--runtime", descriptor.toString()), Stream.of(words))
            .toList());
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(plugins)) {
      assertThat(left).containsExactly(plugins.resolve("exe-unit"));
    }
  }

  /// A command about the provider.
  private String tool(String... words) throws Exception {
    return call(
        Stream.concat(
                Stream.of(words),
                Stream.of(
                    "--plugins", plugins.toString(), "--data-dir", directory.resolve("data") + ""))
            .toList());
  }

  /// Everything that the command prints; it must succeed.
  private String call(List<String> words) throws Exception {
    List<String> line = new ArrayList<>(List.of(TOOL.toString()));
    line.addAll(words);
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    int code = process.waitFor();
    String printed = Files.readString(output);
    assertThat(code).as("%s: %s", line, printed).isZero();
    return printed;
  }
}
