package network.golem.runtime.examples.wasi;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import network.golem.runtime.examples.wasi.engine.Engine;
import network.golem.runtime.examples.wasi.wasmtime.Wasmtime;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;

/// Finds the engine's library among the files that are packaged with the runtime.
final class EngineFiles {
  private static final String LIBRARY = "libwasmtime.so";

  /// Set by the launcher of a packaged runtime.
  private static final String PACKAGED = "golem.runtime.files";

  private static final Map<Boolean, Engine> ENGINES = new HashMap<>();

  private EngineFiles() {}

  /// The engine of this process.
  ///
  /// @param fuel whether guests' fuel is counted
  /// @throws RuntimeFailure if the library is missing
  static synchronized Engine engine(boolean fuel) throws RuntimeFailure {
    Engine loaded = ENGINES.get(fuel);
    if (loaded == null) {
      Path file = library();
      if (!Files.isRegularFile(file)) {
        throw new RuntimeFailure(
            Code.INTERNAL,
            "wasmtime's library is missing: call examples/wasi/fetch and build the runtime again");
      }
      loaded = new Wasmtime(file, fuel);
      Engine _ = ENGINES.put(fuel, loaded);
    }
    return loaded;
  }

  /// Where the library should be; from a build's classes, where `fetch` puts it.
  static Path library() {
    String packaged = System.getProperty(PACKAGED);
    if (packaged != null) {
      return Path.of(packaged, LIBRARY).toAbsolutePath().normalize();
    }
    String first = System.getProperty("java.class.path").split(File.pathSeparator)[0];
    return Path.of(first).toAbsolutePath().resolveSibling("wasmtime").resolve(LIBRARY);
  }
}
