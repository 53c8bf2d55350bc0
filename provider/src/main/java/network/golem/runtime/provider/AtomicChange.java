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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes of files and folders that happen at once. What is prepared for them lies beside, under a
/// name that no provider looks at and that tells whose it is, so that it is found again where a
/// change was interrupted.
final class AtomicChange {
  private static final Pattern LEFTOVER = Pattern.compile("\\..+\\.(new|old)-for-([0-9]{1,18})");

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
    if (!name.matches()) {
      return false;
    }
    long owner = Long.parseLong(name.group(2));
    return owner == ProcessHandle.current().pid() || ProcessHandle.of(owner).isEmpty();
  }

  /// A file with this text, in the place of one with another.
  static void text(Path named, String text) throws IOException {
    Path file = Files.isSymbolicLink(named) ? named.toRealPath() : named; // the link stays
    Files.createDirectories(parent(file));
    Path prepared = prepared(file, "new");
    try {
      write(text, prepared);
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(prepared, Files.getPosixFilePermissions(file));
      }
      move(prepared, file);
    } finally {
      Files.deleteIfExists(prepared); // of what failed
    }
  }

  private static void write(String text, Path file) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
  }

  static void remove(Path file) throws IOException {
    Files.delete(file);
    FolderCopy.force(parent(file));
  }

  /// A copy of a folder, in the place of another.
  static void folder(Path folder, Path source) throws IOException {
    Files.createDirectories(parent(folder));
    Path prepared = prepared(folder, "new");
    try {
      FolderCopy.copy(source, prepared);
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

  static void removeFolder(Path folder) throws IOException {
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
