package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Copies folders with the times and permissions of all that is in them: a start-up cache is
/// refused beside jars of another time.
final class FolderCopy {
  private FolderCopy() {}

  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          private Path target(Path source) {
            return to.resolve(from.relativize(source).toString());
          }

          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(target(folder)); // its permissions later: it may be read-only
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file, target(file), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.setPosixFilePermissions(target(folder), Files.getPosixFilePermissions(folder));
            Files.setLastModifiedTime(target(folder), Files.getLastModifiedTime(folder));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Whether both hold the same files, by names, sizes and times.
  static boolean isSame(Path one, Path other) throws MalformedFileException {
    if (!Files.isDirectory(other)) {
      return false;
    }
    try {
      return listing(one).equals(listing(other));
    } catch (IOException e) {
      throw new MalformedFileException(one + " cannot be read: " + SystemReason.of(e), e);
    }
  }

  private static Set<String> listing(Path folder) throws IOException {
    Set<String> lines = new TreeSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> !path.equals(folder)).toList()) {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        lines.add(folder.relativize(file) + " " + description(file, attributes));
      }
    }
    return lines;
  }

  private static String description(Path file, BasicFileAttributes attributes) throws IOException {
    if (attributes.isSymbolicLink()) {
      return "to " + Files.readSymbolicLink(file);
    }
    return (attributes.isDirectory() ? "" : attributes.size() + " ")
        + attributes.lastModifiedTime().toMillis()
        + " "
        + Files.getPosixFilePermissions(file);
  }

  /// Removes a file, or a folder with all that is in it, where it is there.
  static void remove(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
