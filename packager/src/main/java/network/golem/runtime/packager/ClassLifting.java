package network.golem.runtime.packager;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Lifts old class files to a version with stack maps: older ones never enter a start-up cache, and
/// are verified again at each start (picocli's are for Java 5). A class that cannot be lifted, and
/// a signed jar, stay as they are.
final class ClassLifting {
  /// Classes of earlier versions may lack stack maps.
  private static final int OLD = ClassFile.JAVA_7_VERSION;

  private static final int LIFTED = ClassFile.JAVA_8_VERSION;
  private static final int MAJOR_VERSION = 6;
  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

  private ClassLifting() {}

  /// Copies a jar and lifts its old classes. Its time and those of its entries are kept.
  static void copy(Path jar, Path target, List<Path> classPath) throws IOException {
    try (JarFile in = new JarFile(jar.toFile())) {
      if (in.stream().noneMatch(entry -> isOld(in, entry)) || isSigned(in)) {
        Files.copy(jar, target, StandardCopyOption.COPY_ATTRIBUTES);
        return;
      }
      try (Classes classes = Classes.of(classPath);
          OutputStream file = Files.newOutputStream(target);
          JarOutputStream out = new JarOutputStream(file)) {
        ClassFile api =
            ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(classes.hierarchy()),
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
        Set<String> names = new HashSet<>();
        for (JarEntry entry : in.stream().filter(entry -> names.add(entry.getName())).toList()) {
          JarEntry copied = new JarEntry(entry.getName());
          copied.setLastModifiedTime(entry.getLastModifiedTime());
          out.putNextEntry(copied);
          byte[] bytes = bytes(in, entry);
          out.write(isOld(in, entry) ? lifted(api, bytes) : bytes);
          out.closeEntry();
        }
      }
    }
    FileTime time = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(target, time);
  }

  /// The version has to change before any code is written, so that stack maps are made for it.
  private static byte[] lifted(ClassFile api, byte[] bytes) {
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

  private static boolean isSigned(JarFile jar) {
    return jar.stream().anyMatch(entry -> SIGNATURE.matcher(entry.getName()).matches());
  }

  private static boolean isOld(JarFile jar, JarEntry entry) {
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

  private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /// The classes of all jars, to resolve inheritance.
  private record Classes(List<JarFile> jars) implements AutoCloseable {
    static Classes of(List<Path> classPath) throws IOException {
      List<JarFile> jars = new ArrayList<>();
      for (Path jar : classPath) {
        jars.add(new JarFile(jar.toFile()));
      }
      return new Classes(jars);
    }

    ClassHierarchyResolver hierarchy() {
      return ClassHierarchyResolver.ofResourceParsing(this::stream)
          .orElse(ClassHierarchyResolver.defaultResolver())
          .orElse(ClassHierarchyResolver.of(List.of(), Map.of()));
    }

    private @Nullable InputStream stream(ClassDesc type) {
      String descriptor = type.descriptorString();
      String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
      try {
        for (JarFile jar : jars) {
          if (jar.getEntry(name) != null) {
            return jar.getInputStream(jar.getEntry(name));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      for (JarFile jar : jars) {
        jar.close();
      }
    }
  }
}
