package network.golem.runtime.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Copies directories. Times and permissions are kept, because a start-up cache is valid only for
/// jars with the same times. Everything is written through to the disk, because after a loss of
/// power no descriptor may name files that are missing.
final class DirectoryCopy {
  private DirectoryCopy() {}

  /// Copies a directory, or a file. The copy gets the owner of the directory that contains it, if
  /// this process may change owners; otherwise that of this process.
  static void copy(Path from, Path to) throws IOException {
    Ownership owner = Ownership.of(Optional.ofNullable(to.getParent()).orElse(to));
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          private Path target(Path source) {
            return source.equals(from) ? to : to.resolve(from.relativize(source));
          }

          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(target(directory)); // writable at first; permissions follow
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                file, target(file), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            owner.giveNew(target(file));
            if (!attributes.isSymbolicLink()) {
              force(target(file));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            owner.giveNew(target(directory));
            Files.setPosixFilePermissions(
                target(directory), Files.getPosixFilePermissions(directory));
            Files.setLastModifiedTime(target(directory), Files.getLastModifiedTime(directory));
            force(target(directory));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Writes a file, or a directory's entries, to the disk.
  static void force(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Whether two files or directories are the same, by names, sizes, times and permissions.
  static boolean isSame(Path one, Path other) throws ProviderException {
    return Files.exists(other)
        && Files.isDirectory(one) == Files.isDirectory(other)
        && listing(one).equals(listing(other));
  }

  /// What happens to each file if a directory replaces another, which may be missing. Unchanged
  /// files and directories are left out.
  static SortedMap<String, Change.Fate> fates(Path before, Path after) throws ProviderException {
    SortedMap<String, String> old =
        Files.exists(before) ? listing(before) : Collections.emptySortedMap();
    SortedMap<String, String> next = listing(after);
    SortedMap<String, Change.Fate> fates = new TreeMap<>();
    old.forEach((name, _) -> {
      if (!next.containsKey(name)) {
        fates.put(name, Change.Fate.REMOVED);
      }
    });
    next.forEach((name, description) -> {
      if (!old.containsKey(name)) {
        fates.put(name, Change.Fate.CREATED);
      } else if (!description.equals(old.get(name))) {
        fates.put(name, Change.Fate.REPLACED);
      }
    });
    fates.keySet().removeIf(name -> name.endsWith("/"));
    return fates;
  }

  /// All files below a directory, by their relative paths, sorted.
  static List<String> files(Path directory) throws ProviderException {
    return listing(directory).keySet().stream().filter(name -> !name.endsWith("/")).toList();
  }

  /// By relative path, which ends in `/` for a directory, and is empty for a single file.
  private static SortedMap<String, String> listing(Path directory) throws ProviderException {
    SortedMap<String, String> lines = new TreeMap<>();
    boolean single = Files.isRegularFile(directory);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(path -> single || !path.equals(directory)).toList()) {
        BasicFileAttributes attributes =
            Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        lines.put(
            directory.relativize(file) + (attributes.isDirectory() ? "/" : ""),
            description(file, attributes));
      }
    } catch (IOException e) {
      throw new ProviderException("cannot read " + directory + ": " + SystemReason.of(e), e);
    } catch (UncheckedIOException e) { // thrown while walking the tree
      throw new ProviderException("cannot read " + directory + ": " + SystemReason.of(e), e);
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
        + Files.getPosixFilePermissions(file).stream().sorted().toList();
  }

  /// Removes a file, or a directory with everything in it, if it exists.
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
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
