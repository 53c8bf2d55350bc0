package network.golem.runtime.packager;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;

/// Copies jars so that Java starts faster with them: old classes are lifted, see [ClassLifting],
/// and the manifest loses what Java need not parse, see [BuildHeaders]. A signed jar stays as it
/// is.
final class JarForStart {
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

  private JarForStart() {}

  /// Copies a jar. Its time and those of its entries are kept.
  ///
  /// @param classPath where its classes' own super classes are
  static void copy(Path jar, Path target, List<Path> classPath) throws IOException {
    try (JarFile in = new JarFile(jar.toFile())) {
      if (isSigned(in) || !(ClassLifting.isNeeded(in) || BuildHeaders.areIn(in))) {
        Files.copy(jar, target, StandardCopyOption.COPY_ATTRIBUTES);
        return;
      }
      try (ClassLifting lifting = new ClassLifting(classPath);
          OutputStream file = Files.newOutputStream(target);
          JarOutputStream out = new JarOutputStream(file)) {
        Set<String> names = new HashSet<>();
        for (JarEntry entry : in.stream().filter(entry -> names.add(entry.getName())).toList()) {
          JarEntry copied = new JarEntry(entry.getName());
          copied.setLastModifiedTime(entry.getLastModifiedTime());
          out.putNextEntry(copied);
          byte[] bytes = bytes(in, entry);
          out.write(
              entry.getName().equals(JarFile.MANIFEST_NAME)
                  ? BuildHeaders.removed(bytes)
                  : ClassLifting.isOld(in, entry) ? lifting.lifted(bytes) : bytes);
          out.closeEntry();
        }
      }
    }
    FileTime time = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(target, time);
  }

  private static boolean isSigned(JarFile jar) {
    return jar.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
  }

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
