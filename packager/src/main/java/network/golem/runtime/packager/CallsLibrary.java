package network.golem.runtime.packager;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The library through which the SDK calls the system's functions: a file among the SDK's classes
/// for each architecture that it was built for. Without it, the SDK uses the foreign-function API.
final class CallsLibrary {
  /// The file in `lib`.
  static final String FILE = "libgolem-calls.so";

  private static final String ENTRY = "network/golem/runtime/sdk/posix/libgolem-calls-";
  private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "x64");

  private CallsLibrary() {}

  /// Copies it into `lib`, for the architecture of the Java that this runs on, which is also the
  /// runtime's.
  ///
  /// @return whether there is one
  static boolean copy(ClassPath classPath, Path lib) throws IOException {
    String here = System.getProperty("os.arch");
    String name = ENTRY + ARCHITECTURES.getOrDefault(here, here) + ".so";
    for (Path entry : classPath.jars()) {
      if (Files.isDirectory(entry)) {
        Path file = entry.resolve(name);
        if (Files.exists(file)) {
          var _ = Files.copy(file, lib.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
          return true;
        }
      } else if (copy(entry, name, lib.resolve(FILE))) {
        return true;
      }
    }
    return false;
  }

  private static boolean copy(Path jar, String name, Path to) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      ZipEntry library = file.getEntry(name);
      if (library == null) {
        return false;
      }
      try (InputStream in = file.getInputStream(library)) {
        long _ = Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
      }
      return true;
    }
  }

  /// The option of Java that tells the SDK where it is.
  static String option(String file) {
    return "-Dgolem.runtime.calls=" + file;
  }
}
