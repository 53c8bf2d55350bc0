package network.golem.runtime.examples.wasi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import network.golem.runtime.examples.wasi.engine.ModuleException;
import network.golem.runtime.examples.wasi.wasmtime.Wasmtime;
import network.golem.runtime.sdk.RuntimeFailure;

/// The modules of these tests, written in WebAssembly's text format, and packages of them.
final class Modules {
  private Modules() {}

  /// A module whose content is among the tests' resources: `prelude.wat`, then `NAME.wat`.
  static byte[] named(String name) {
    return of("(module\n" + text("prelude") + text(name) + ")");
  }

  private static String text(String name) {
    try (InputStream in = Modules.class.getResourceAsStream(name + ".wat")) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name + ".wat");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A module in text format.
  static byte[] of(String text) {
    try {
      return ((Wasmtime) EngineFiles.engine(false)).binary(text);
    } catch (ModuleException | RuntimeFailure e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// A package of modules, each an entry point of its name.
  ///
  /// @param mounts the content of the list mount-points
  static Path packaged(Path file, String mounts, String... names) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    StringBuilder entries = new StringBuilder();
    for (String name : names) {
      files.put("bin/" + name + ".wasm", named(name));
      entries
          .append(entries.isEmpty() ? "" : ",")
          .append("{\"id\":\"%s\",\"wasm-path\":\"bin/%s.wasm\"}".formatted(name, name));
    }
    files.put(
        "manifest.json",
        "{\"id\":\"test\",\"name\":\"test\",\"entry-points\":[%s],\"mount-points\":[%s]}"
            .formatted(entries, mounts)
            .getBytes(StandardCharsets.UTF_8));
    return zip(file, files);
  }

  /// A zip archive.
  static Path zip(Path file, Map<String, byte[]> content) {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : content.entrySet()) {
        zip.putNextEntry(new ZipEntry(each.getKey()));
        zip.write(each.getValue());
        zip.closeEntry();
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
