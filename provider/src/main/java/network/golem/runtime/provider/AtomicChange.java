package network.golem.runtime.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Atomic changes of files and directories. Each is prepared next to its target, under a name that
/// a provider ignores and that contains the process id, so that it is found again if the change is
/// interrupted.
final class AtomicChange {
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.(new|old)-for-([0-9]{1,18})");

  private static final FileAttribute<?>[] NO_MODE = {};
  private static final FileAttribute<?>[] PRIVATE = {
    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
  };

  private AtomicChange() {}

  private static Path prepared(Path path, String age) {
    return path.resolveSibling(
        "." + path.getFileName() + "." + age + "-for-" + ProcessHandle.current().pid());
  }

  /// Removes what interrupted changes left in a directory, but not what a living process is
  /// preparing.
  static void removeLeftovers(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(directory, AtomicChange::isLeftover)) {
      for (Path each : found) {
        DirectoryCopy.remove(each);
      }
    }
  }

  private static boolean isLeftover(Path path) {
    Matcher name = LEFTOVER.matcher(path.getFileName().toString());
    return name.matches() && isAbandoned(Long.parseLong(name.group(2)));
  }

  /// Whether the process that prepared something no longer needs it.
  static boolean isAbandoned(long owner) {
    return owner == ProcessHandle.current().pid() || ProcessHandle.of(owner).isEmpty();
  }

  /// Replaces the content of a file, and keeps its owner, group and mode; or creates the file, with
  /// the owner of its directory.
  static void text(Path named, String text) throws IOException {
    Path file = Files.isSymbolicLink(named) ? named.toRealPath() : named; // keeps a symbolic link
    text(file, text, Files.exists(file) ? Optional.of(Ownership.of(file)) : Optional.empty());
  }

  /// Creates a file that the same users may read as another file.
  static void textLike(Path other, Path file, String text) throws IOException {
    text(file, text, Optional.of(Ownership.of(other)));
  }

  /// Creates a file that only this process's user may read.
  static void privateText(Path file, String text) throws IOException {
    Path prepared = prepared(file, "new");
    Files.deleteIfExists(prepared);
    write(text, prepared, PRIVATE);
    move(prepared, file);
  }

  private static void text(Path file, String text, Optional<Ownership> like) throws IOException {
    directories(parent(file));
    Path prepared = prepared(file, "new");
    Files.deleteIfExists(prepared); // left by an earlier process with our pid
    try {
      write(text, prepared, like.isPresent() ? PRIVATE : NO_MODE);
      if (like.isPresent()) {
        like.get().giveAll(prepared);
      } else {
        Ownership.of(parent(file)).giveNew(prepared);
      }
      move(prepared, file);
    } finally {
      Files.deleteIfExists(prepared); // left by a failed copy
    }
  }

  private static void write(String text, Path file, FileAttribute<?>[] mode) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      ByteBuffer bytes = UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  /// Creates a directory and its parents, if they are missing.
  private static void directories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      directories(parent(directory));
      Files.createDirectory(directory);
      Ownership.of(parent(directory)).giveNew(directory);
    }
  }

  static void remove(Path file) throws IOException {
    Files.delete(file);
    DirectoryCopy.force(parent(file));
  }

  /// Checks a copy before it is moved into place.
  interface Check {
    void check(Path copy) throws ProviderException, InterruptedException;
  }

  /// Replaces a directory or file with a copy of another.
  static void copy(Path directory, Path source, Check check)
      throws IOException, ProviderException, InterruptedException {
    Path prepared = prepared(directory, "new");
    DirectoryCopy.remove(prepared); // left by an earlier process with our pid
    try {
      DirectoryCopy.copy(source, prepared);
      check.check(prepared);
      replace(directory, prepared);
    } finally {
      DirectoryCopy.remove(prepared); // the old one, or an incomplete copy
    }
  }

  private static void replace(Path directory, Path prepared) throws IOException {
    if (!Files.exists(directory)) {
      move(prepared, directory);
    } else if (Exchange.exchange(prepared, directory)) {
      DirectoryCopy.force(parent(directory));
    } else {
      Path old = prepared(directory, "old");
      move(directory, old);
      move(prepared, directory);
      DirectoryCopy.remove(old);
    }
  }

  static void removeAll(Path directory) throws IOException {
    Path old = prepared(directory, "old");
    move(directory, old);
    DirectoryCopy.remove(old);
  }

  /// Atomic and durable: the directory entry is on the disk, too.
  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    DirectoryCopy.force(parent(to));
  }

  private static Path parent(Path path) {
    return Optional.ofNullable(path.getParent()).orElse(path);
  }
}
