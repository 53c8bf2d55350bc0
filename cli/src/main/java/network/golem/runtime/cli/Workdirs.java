package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.provider.ProviderException;
import org.jspecify.annotations.Nullable;

/// The temporary workdirs of this user's plays. They are in one directory, each next to a file that
/// its play keeps locked, so that those that no play uses can be told from the others, even if a
/// play was killed.
///
/// @param directory contains all of them
record Workdirs(Path directory) {
  private static final String LOCK = ".lock";

  /// Those of this user.
  static Workdirs ofUser() {
    return new Workdirs(
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "golem-runtime-" + plain(System.getProperty("user.name", ""))));
  }

  /// A workdir that a play uses until it is closed.
  ///
  /// @param path the workdir
  record Taken(Path path, Path file, FileChannel lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      Files.deleteIfExists(file); // before the lock ends: who locks it then finds no workdir
      lock.close();
    }
  }

  /// Creates a workdir.
  ///
  /// @param name the runtime's
  Taken take(String name) throws IOException, ProviderException {
    create();
    Path file = Files.createTempFile(directory, plain(name) + "-", LOCK);
    FileChannel lock = FileChannel.open(file, StandardOpenOption.WRITE);
    var _ = lock.lock();
    return new Taken(Files.createDirectory(workdir(file)), file, lock);
  }

  /// Other users must be able neither to read the workdirs nor to exchange them.
  private void create() throws IOException, ProviderException {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException _) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          || !Files.isWritable(directory)
          || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS)
              .getName()
              .equals(System.getProperty("user.name"))) {
        throw new ProviderException(
            directory + " is not a directory of this user; remove it, or use --workdir DIR");
      }
    }
  }

  /// The workdirs that no play uses.
  List<Path> unused() throws IOException {
    List<Path> unused = new ArrayList<>();
    for (Path workdir : all()) {
      if (!isUsed(workdir)) {
        unused.add(workdir);
      }
    }
    return unused;
  }

  private List<Path> all() throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  /// The workdir that a user names by a path; empty if it is none of these.
  Optional<Path> find(Path named) throws IOException {
    Path absolute = named.toAbsolutePath().normalize();
    for (Path workdir : all()) {
      if (workdir.equals(absolute)
          || (Files.exists(absolute) && Files.isSameFile(workdir, absolute))) {
        return Optional.of(workdir);
      }
    }
    return Optional.empty();
  }

  /// Whether a play in progress uses it.
  static boolean isUsed(Path workdir) throws IOException {
    Path file = workdir.resolveSibling(workdir.getFileName() + LOCK);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      @Nullable FileLock lock = channel.tryLock();
      return lock == null;
    }
  }

  /// Removes a workdir that no play uses.
  static void remove(Path workdir) throws IOException {
    DirectoryTree.remove(workdir);
    Files.deleteIfExists(workdir.resolveSibling(workdir.getFileName() + LOCK));
  }

  private static Path workdir(Path file) {
    String name = String.valueOf(file.getFileName());
    return file.resolveSibling(name.substring(0, name.length() - LOCK.length()));
  }

  private static String plain(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
