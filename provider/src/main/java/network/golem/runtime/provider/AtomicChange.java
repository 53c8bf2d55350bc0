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

/// Changes of files and folders that happen at once. What is prepared for them lies beside, under a
/// name that no provider looks at and that tells whose it is, so that it is found again where a
/// change was interrupted.
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

  /// Removes what interrupted changes have left in a folder, and leaves what a living process
  /// prepares.
  static void removeLeftovers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, AtomicChange::isLeftover)) {
      for (Path each : found) {
        FolderCopy.remove(each);
      }
    }
  }

  private static boolean isLeftover(Path path) {
    Matcher name = LEFTOVER.matcher(path.getFileName().toString());
    return name.matches() && isAbandoned(Long.parseLong(name.group(2)));
  }

  /// Whether what a process has prepared is of no use to it any more.
  static boolean isAbandoned(long owner) {
    return owner == ProcessHandle.current().pid() || ProcessHandle.of(owner).isEmpty();
  }

  /// A file with this text, in the place of one with another, whose owner, group and mode it gets;
  /// or a new one, which belongs to whom its directory belongs.
  static void text(Path named, String text) throws IOException {
    Path file = Files.isSymbolicLink(named) ? named.toRealPath() : named; // the link stays
    text(file, text, Files.exists(file) ? Optional.of(Ownership.of(file)) : Optional.empty());
  }

  /// A new file with this text, that nobody may read who may not read the other.
  static void textLike(Path other, Path file, String text) throws IOException {
    text(file, text, Optional.of(Ownership.of(other)));
  }

  /// A new file with this text, for this process's user alone.
  static void privateText(Path file, String text) throws IOException {
    Path prepared = prepared(file, "new");
    Files.deleteIfExists(prepared);
    write(text, prepared, PRIVATE);
    move(prepared, file);
  }

  private static void text(Path file, String text, Optional<Ownership> like) throws IOException {
    directories(parent(file));
    Path prepared = prepared(file, "new");
    Files.deleteIfExists(prepared); // of an earlier process with our number
    try {
      write(text, prepared, like.isPresent() ? PRIVATE : NO_MODE);
      if (like.isPresent()) {
        like.get().giveAll(prepared);
      } else {
        Ownership.of(parent(file)).giveNew(prepared);
      }
      move(prepared, file);
    } finally {
      Files.deleteIfExists(prepared); // of what failed
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

  /// Makes a directory and those above it, where they are missing.
  private static void directories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      directories(parent(directory));
      Files.createDirectory(directory);
      Ownership.of(parent(directory)).giveNew(directory);
    }
  }

  static void remove(Path file) throws IOException {
    Files.delete(file);
    FolderCopy.force(parent(file));
  }

  /// Looks at a copy before it is put in its place.
  interface Check {
    void check(Path copy) throws ProviderException, InterruptedException;
  }

  /// A copy of a folder or file, in the place of another.
  static void copy(Path folder, Path source, Check check)
      throws IOException, ProviderException, InterruptedException {
    Path prepared = prepared(folder, "new");
    FolderCopy.remove(prepared); // of an earlier process with our number
    try {
      FolderCopy.copy(source, prepared);
      check.check(prepared);
      replace(folder, prepared);
    } finally {
      FolderCopy.remove(prepared); // the old one, or what was copied before a failure
    }
  }

  private static void replace(Path folder, Path prepared) throws IOException {
    if (!Files.exists(folder)) {
      move(prepared, folder);
    } else if (Exchange.exchange(prepared, folder)) {
      FolderCopy.force(parent(folder));
    } else {
      Path old = prepared(folder, "old");
      move(folder, old);
      move(prepared, folder);
      FolderCopy.remove(old);
    }
  }

  static void removeAll(Path folder) throws IOException {
    Path old = prepared(folder, "old");
    move(folder, old);
    FolderCopy.remove(old);
  }

  /// At once, and for good: the folder's own entry is on the disk, too.
  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    FolderCopy.force(parent(to));
  }

  private static Path parent(Path path) {
    return Optional.ofNullable(path.getParent()).orElse(path);
  }
}
