package network.golem.runtime.packager;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// The jars of a program, in the order in which classes are looked for.
record ClassPath(List<Path> jars) {

  ClassPath {
    jars = List.copyOf(jars);
  }

  /// Takes the class path of a build.
  ///
  /// @param text as Java is given it
  /// @param classes the one directory that it may name: what `jar` was made of; or the jar itself
  /// @param jar takes that directory's place, or the first where the directory is not named
  /// @throws PackagingException where it names another directory: what is there has not been
  ///   packaged
  static ClassPath of(String text, Path classes, Path jar) throws PackagingException {
    Set<Path> jars = new LinkedHashSet<>();
    if (!entries(text).contains(normal(classes))) {
      jars.add(normal(jar));
    }
    for (Path entry : entries(text)) {
      jars.add(entry.equals(normal(classes)) ? normal(jar) : entry);
    }
    for (Path entry : jars) {
      if (Files.isDirectory(entry)) {
        throw new PackagingException(
            "the class path names the directory "
                + entry
                + ", where a jar is wanted: build at least up to the phase 'package'");
      }
      if (!Files.isReadable(entry)) {
        throw new PackagingException(
            "the class path names " + entry + ", which is not there or not to be read");
      }
    }
    return new ClassPath(List.copyOf(jars));
  }

  private static List<Path> entries(String text) {
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
        throw new PackagingException(jar + " is no jar: " + e.getMessage(), e);
      }
    }
    return false;
  }

  /// As Java is given it.
  String text() {
    return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /// Copies the jars, with their times, into a directory that is created for them.
  ///
  /// @param lift whether old classes are lifted on the way, see [ClassLifting]
  /// @return their names there, in the same order: two jars of one name get two
  List<String> copyTo(Path directory, boolean lift) throws IOException {
    Files.createDirectories(directory);
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      Path copy = directory.resolve(names.get(i));
      if (lift) {
        ClassLifting.copy(jars.get(i), copy, jars);
      } else {
        Files.copy(jars.get(i), copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    return names;
  }

  /// Makes symbolic links to the jars in a directory that is created for them.
  ///
  /// @return their names there, in the same order: two jars of one name get two
  List<String> linkIn(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<String> names = names();
    for (int i = 0; i < names.size(); i++) {
      Files.createSymbolicLink(directory.resolve(names.get(i)), normal(jars.get(i)));
    }
    return names;
  }

  /// A file name for each jar that no other has.
  private List<String> names() {
    Set<String> taken = new LinkedHashSet<>();
    for (Path jar : jars) {
      String file = String.valueOf(jar.getFileName());
      String name = file;
      for (int i = 2; !taken.add(name); i++) {
        name = file.replaceFirst("(?=\\.[^.]*$|$)", "-" + i);
      }
    }
    return List.copyOf(taken);
  }
}
