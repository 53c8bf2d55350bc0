package network.golem.runtime.packager;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The jars of a program, in class path order.
record ClassPath(List<Path> jars) {

  ClassPath {
    jars = List.copyOf(jars);
  }

  /// Takes the class path of a build.
  ///
  /// @param text as passed to Java
  /// @param classes the only directory that it may contain: the one that `jar` was made of; or the
  ///   jar itself
  /// @param jar replaces that directory, or is the first entry if the class path does not contain
  ///   the directory
  /// @throws PackagingException if it contains another directory: its classes are not packaged
  static ClassPath of(String text, Path classes, Path jar) throws PackagingException {
    Set<Path> jars = new LinkedHashSet<>();
    if (!names(text).contains(normal(classes))) {
      jars.add(normal(jar));
    }
    for (Path entry : names(text)) {
      jars.add(entry.equals(normal(classes)) ? normal(jar) : entry);
    }
    for (Path entry : jars) {
      if (Files.isDirectory(entry)) {
        throw new PackagingException(
            "the class path contains the directory "
                + entry
                + " instead of a jar; build at least up to the phase 'package'");
      }
      if (!Files.isReadable(entry)) {
        throw new PackagingException(
            "class path entry " + entry + " does not exist or is not readable");
      }
    }
    return new ClassPath(List.copyOf(jars));
  }

  private static List<Path> names(String text) {
    return List.of(text.split(File.pathSeparator)).stream()
        .filter(name -> !name.isEmpty())
        .map(name -> normal(Path.of(name)))
        .toList();
  }

  private static Path normal(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /// Whether a class is in one of the jars.
  boolean has(String className) throws IOException, PackagingException {
    for (Path jar : jars) {
      try (ZipFile file = new ZipFile(jar.toFile())) {
        if (file.getEntry(className.replace('.', '/') + ".class") != null) {
          return true;
        }
      } catch (ZipException e) {
        throw new PackagingException(jar + " is not a jar: " + e.getMessage(), e);
      }
    }
    return false;
  }

  /// The class path as it is passed to Java.
  String text() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /// Copies the jars, with their times, into a directory that is created for them.
  ///
  /// @param start whether they are prepared for a fast start, see [JarForStart]
  /// @return their names there, in the same order; jars with the same name get different names
  List<String> copyTo(Path directory, boolean start) throws IOException {
    Files.createDirectories(directory);
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Path jar : jars) {
      String file = String.valueOf(jar.getFileName());
      String name = file;
      for (int i = 2; !taken.add(name); i++) {
        name = file.replaceFirst("(?=\\.[^.]*$|$)", "-" + i);
      }
      if (start) {
        JarForStart.copy(jar, directory.resolve(name), jars);
      } else {
        Files.copy(jar, directory.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
      }
      names.add(name);
    }
    return names;
  }
}
