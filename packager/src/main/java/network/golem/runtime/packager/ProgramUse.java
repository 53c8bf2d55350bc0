package network.golem.runtime.packager;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Whether a runtime executes programs: then a session's cache has what that needs, which is a
/// fifth of all classes and would only slow the start of any other.
final class ProgramUse {
  private static final String SDK = "network/golem/runtime/sdk/";
  private static final String MAIN = SDK + "build/DescriptorMain.class";

  /// How the descriptors of `Command.exec` and `Activity.spawn` begin: a class that calls them has
  /// one among its constants.
  private static final String DESCRIPTOR = "(Ljava/lang/ProcessBuilder;";

  private ProgramUse() {}

  static boolean isIn(ClassPath classPath) throws IOException {
    for (Path jar : classPath.jars()) {
      if (isIn(jar)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      if (file.getEntry(MAIN) != null) {
        return false; // the SDK itself
      }
      for (ZipEntry entry : file.stream().toList()) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = file.getInputStream(entry)) {
            String constants = new String(in.readAllBytes(), ISO_8859_1);
            if (constants.contains(DESCRIPTOR) && constants.contains(SDK)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }
}
