package network.golem.runtime.packager;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/// Lifts old class files to a version with stack maps: older ones never enter a start-up cache, and
/// are verified again at each start (picocli's are for Java 5).
final class ClassLifting implements AutoCloseable {
  /// Classes of earlier versions may lack stack maps.
  private static final int OLD = ClassFile.JAVA_7_VERSION;

  private static final int LIFTED = ClassFile.JAVA_8_VERSION;
  private static final int MAJOR_VERSION = 6;

  /// Where super classes are looked for.
  private final List<Path> classPath;

  /// Its jars, opened when the first class is lifted: most jars have none to lift.
  private final List<JarFile> opened = new ArrayList<>();

  private final ClassFile api =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(this::stream)
                  .orElse(ClassHierarchyResolver.defaultResolver())
                  .orElse(ClassHierarchyResolver.of(List.of(), Map.of()))),
          ClassFile.StackMapsOption.GENERATE_STACK_MAPS);

  ClassLifting(List<Path> classPath) {
    this.classPath = classPath;
  }

  /// Whether a jar has old classes.
  static boolean isNeeded(JarFile jar) {
    return jar.stream().anyMatch(entry -> isOld(jar, entry));
  }

  static boolean isOld(JarFile jar, JarEntry entry) {
    if (!entry.getName().endsWith(".class")) {
      return false;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] start = in.readNBytes(MAJOR_VERSION + 2);
      return start.length == MAJOR_VERSION + 2
          && (start[MAJOR_VERSION] & 255) * 256 + (start[MAJOR_VERSION + 1] & 255) < OLD;
    } catch (IOException e) {
      return false; // copied as it is: reading it reports what is wrong
    }
  }

  /// A class of a newer version, or the same if it cannot be lifted. The version has to change
  /// before any code is written, so that stack maps are made for it.
  byte[] lifted(byte[] bytes) {
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(LIFTED, 0);
          } else {
            builder.with(element);
          }
        };
    try {
      return api.transformClass(
          api.parse(bytes),
          version.andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)));
    } catch (IllegalArgumentException e) {
      return bytes; // its code is not valid in a newer version, or is broken
    }
  }

  private @Nullable InputStream stream(ClassDesc type) {
    String descriptor = type.descriptorString();
    String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
    try {
      for (JarFile jar : jars()) {
        if (jar.getEntry(name) != null) {
          return jar.getInputStream(jar.getEntry(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return null;
  }

  private List<JarFile> jars() throws IOException {
    for (Path jar : classPath.subList(opened.size(), classPath.size())) {
      opened.add(new JarFile(jar.toFile()));
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    for (JarFile jar : opened) {
      jar.close();
    }
  }
}
