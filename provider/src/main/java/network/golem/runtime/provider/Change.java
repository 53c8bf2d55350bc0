package network.golem.runtime.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What an installation does to one file or directory.
public sealed interface Change {

  /// The file or directory.
  Path path();

  /// What becomes of a file.
  enum Fate {
    MADE,
    REPLACED,
    REMOVED
  }

  /// A text file gets another content; from nothing, or to nothing, it is made or removed.
  ///
  /// @param before, after the whole text; empty where there is no file
  record Text(Path path, String before, String after) implements Change {
    public Fate fate() {
      return before.isEmpty() ? Fate.MADE : after.isEmpty() ? Fate.REMOVED : Fate.REPLACED;
    }

    /// Whether the file is as it is after the change.
    boolean isDone() throws IOException {
      return current().equals(after);
    }

    private String current() throws IOException {
      return Files.exists(path) ? Files.readString(path) : "";
    }

    /// What undoes it.
    Text opposite() {
      return new Text(path, after, before);
    }

    /// Changes the file, unless somebody else has meanwhile.
    ///
    /// @return whether it is changed
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

  /// A file is kept as it was before the first change.
  ///
  /// @param original the file
  /// @param text the file's
  record Backup(Path path, Path original, String text) implements Change {}

  /// A directory, or a single file, is put in the place of what was there, if anything.
  ///
  /// @param source what it is a copy of
  /// @param files those that differ, by their paths below the directory, in order; of a single file
  ///   none
  record Copy(Path path, Path source, boolean replaces, Map<String, Fate> files) implements Change {
    public boolean isDirectory() {
      return Files.isDirectory(source);
    }
  }

  /// A directory or a single file goes.
  ///
  /// @param directory whether it is one
  /// @param files all that are in it, by their paths below it, in order
  record Removed(Path path, boolean directory, List<String> files) implements Change {}
}
