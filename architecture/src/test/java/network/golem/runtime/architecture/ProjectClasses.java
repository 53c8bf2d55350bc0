package network.golem.runtime.architecture;

import java.io.File;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The classes of this project, as the compiler wrote them.
final class ProjectClasses {
  private ProjectClasses() {}

  /// Those on this process's class path.
  static List<ClassModel> onClassPath() throws IOException {
    List<ClassModel> classes = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        addAll(path, classes);
      } else if (path.getFileName().toString().startsWith("golem-runtime-")) {
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
          addAll(jar.getPath("/"), classes);
        }
      }
    }
    return classes;
  }

  private static void addAll(Path root, List<ClassModel> classes) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        classes.add(ClassFile.of().parse(Files.readAllBytes(file)));
      }
    }
  }
}
