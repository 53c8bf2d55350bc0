package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A provider with three foreign runtimes and presets, and a runtime that is built but not
/// installed.
final class MadeUpProvider {
  static final String PRESETS =
      """
      {
        "ver": "V1",
        "x-note": "mine",
        "active": [
          "vm-cheap",
          "wasm"
        ],
        "presets": [
          {
            "name": "vm-cheap",
            "exeunit-name": "vm",
            "pricing-model": "linear",
            "initial-price": 0.10,
            "x-color": ["red", 1.50],
            "usage-coeffs": {
              "golem.usage.duration_sec": 1e-4,
              "golem.usage.cpu_sec": 0.000100
            }
          },
          {"name": "wasm", "exeunit-name": "wasmtime", "usage-coeffs": {"golem.usage.cpu_sec": 1}},
          { "name": "spare",  "exeunit-name": "other" }
        ]
      }
      """;

  final ProviderDirectories directories;
  final Path root;
  final Path built;

  MadeUpProvider(Path root) throws IOException {
    this.root = root;
    Path plugins = Files.createDirectories(root.resolve("provider/plugins"));
    Path data = Files.createDirectories(root.resolve("provider/data"));
    directories = new ProviderDirectories(new PluginDirectory(plugins), data);
    for (String name : new String[] {"exe-unit", "vm/vm", "wasmtime", "other/other"}) {
      Path file = plugins.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Files.writeString(plugins.resolve("ya-vm.json"), descriptor("vm", "0.4.0", "vm/vm"));
    Files.writeString(plugins.resolve("ya-wasm.json"), descriptor("wasmtime", "1.0.0", "wasmtime"));
    Files.writeString(
        plugins.resolve("ya-other.json"), descriptor("other", "2.0.0", "other/other"));
    Files.writeString(data.resolve("presets.json"), PRESETS);
    built = Files.createDirectories(root.resolve("built"));
    build("1.0.0", "binary");
  }

  static String descriptor(String name, String version, String runtime) {
    return """
    [{"name": "%s", "version": "%s", "supervisor-path": "exe-unit", "runtime-path": "%s",
      "config": {"counters": {
        "golem.usage.duration_sec": {"name": "duration", "description": "", "price": true},
        "my.requests": {"name": "Requests", "description": "", "price": true},
        "my.free": {"name": "free", "description": "", "price": false}}}}]
    """
        .formatted(name, version, runtime);
  }

  /// Builds the runtime `mine`, with this content of its binary.
  void build(String version, String content) throws IOException {
    Path directory = built.resolve("ya-runtime-mine");
    Path binary = Files.createDirectories(directory.resolve("bin")).resolve("mine");
    Files.writeString(binary, content);
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.writeString(
        directory.resolve("preset.json"),
        """
        {"name": "mine", "exeunit-name": "mine", "initial-price": 0.5,
         "usage-coeffs": {"my.requests": 0.001}}
        """);
    Path link = directory.resolve("bin/link");
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      Files.createSymbolicLink(link, Path.of("mine"));
    }
    Files.setLastModifiedTime(binary, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    Files.writeString(
        built.resolve("ya-runtime-mine.json"),
        descriptor("mine", version, "ya-runtime-mine/bin/mine"));
  }

  RuntimePackage mine() throws ProviderException {
    return RuntimePackage.of(
        DescribedRuntime.at(built.resolve("ya-runtime-mine.json")).orElseThrow());
  }

  /// All files of the provider with their content, and links with their targets.
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path provider = root.resolve("provider");
    try (Stream<Path> paths = Files.walk(provider)) {
      for (Path path : paths.filter(each -> !Files.isDirectory(each)).toList()) {
        files.put(
            provider.relativize(path).toString(),
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.readString(path));
      }
    }
    return files;
  }
}
