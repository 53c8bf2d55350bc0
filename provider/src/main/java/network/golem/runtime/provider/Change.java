package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A change that an installation makes to one file or directory.
public sealed interface Change {

  /// The file or directory.
  Path path();

  /// What happens to a file.
  enum Fate {
    CREATED,
    REPLACED,
    REMOVED
  }

  /// The content of a text file changes; the file is created if it had no content, and removed if
  /// it gets none.
  ///
  /// @param before, after the whole content; empty if there is no file
  record Text(Path path, String before, String after) implements Change {
    public Fate fate() {
      return before.isEmpty() ? Fate.CREATED : after.isEmpty() ? Fate.REMOVED : Fate.REPLACED;
    }

    /// Whether the file has the content after the change.
    boolean isDone() throws IOException {
      return current().equals(after);
    }

    private String current() throws IOException {
      return Files.exists(path) ? Files.readString(path) : "";
    }

    /// The change that undoes it.
    Text opposite() {
      return new Text(path, after, before);
    }

    /// Changes the file, unless another process has changed it in the meantime.
    ///
    /// @return whether the file was changed
    boolean make() throws IOException {
      if (!current().equals(before)) {
        return false;
      }
      if (after.isEmpty()) {
        AtomicChange.remove(path);
      } else {
        AtomicChange.text(path, after);
      }
      return true;
    }

    /// The lines that differ, with `-` and `+` before them.
    public List<String> difference() {
      return LineDifference.of(before.lines().toList(), after.lines().toList());
    }
  }

  /// A copy of a file is kept as it was before the first change.
  ///
  /// @param original the file
  /// @param text the file's content
  record Backup(Path path, Path original, String text) implements Change {}

  /// A directory or file is replaced by a copy, or created.
  ///
  /// @param source the original
  /// @param files the files that differ, by their paths relative to the directory, sorted; empty
  ///   for a single file
  record Copy(Path path, Path source, boolean replaces, Map<String, Fate> files) implements Change {
    public boolean isDirectory() {
      return Files.isDirectory(source);
    }
  }

  /// A directory or file is removed.
  ///
  /// @param directory whether it is a directory
  /// @param files all files in it, by their relative paths, sorted
  record Removed(Path path, boolean directory, List<String> files) implements Change {}
}
