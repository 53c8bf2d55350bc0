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
/// name that no provider looks at, and is found again by the next change where this one was
/// interrupted.
final class AtomicChange {
  private static final Pattern PREPARED =
      Pattern.compile("\\.(?:ya-.*|presets\\.json(?:\\.bak)?)~([0-9]{1,18})(?:-old)?");

  private AtomicChange() {}

  /// The name of what is prepared.
  private static Path prepared(Path path) {
    return path.resolveSibling("." + path.getFileName() + "~" + ProcessHandle.current().pid());
  }

  /// Removes what interrupted changes have left in a folder, for processes that are gone.
  static void removeLeftovers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, ".*~[0-9]*")) {
      for (Path each : found) {
        Matcher name = PREPARED.matcher(each.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          FolderCopy.remove(each);
        }
      }
    }
  }

  /// A file with this text, in the place of one with another.
  static void text(Path file, String text) throws IOException {
    Files.createDirectories(parent(file));
    Path prepared = prepared(file);
    try {
      write(text, prepared);
      if (Files.exists(file)) {
        Files.setPosixFilePermissions(prepared, Files.getPosixFilePermissions(file));
      }
      Files.move(
          prepared, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(prepared);
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

  /// A copy of a folder, in the place of another.
  static void folder(Path folder, Path source) throws IOException {
    Files.createDirectories(parent(folder));
    Path prepared = prepared(folder);
    try {
      FolderCopy.copy(source, prepared);
      replace(folder, prepared);
    } finally {
      FolderCopy.remove(prepared); // the old one, or what was copied before a failure
    }
  }

  private static void replace(Path folder, Path prepared) throws IOException {
    if (!Files.exists(folder)) {
      Files.move(prepared, folder, StandardCopyOption.ATOMIC_MOVE);
    } else if (!Exchange.exchange(prepared, folder)) {
      Path old = folder.resolveSibling(prepared.getFileName() + "-old");
      Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
      Files.move(prepared, folder, StandardCopyOption.ATOMIC_MOVE);
      FolderCopy.remove(old);
    }
  }

  static void removeFolder(Path folder) throws IOException {
    Path prepared = prepared(folder);
    Files.move(folder, prepared, StandardCopyOption.ATOMIC_MOVE);
    FolderCopy.remove(prepared);
  }

  private static Path parent(Path path) {
    return Optional.ofNullable(path.getParent()).orElse(path);
  }
}
