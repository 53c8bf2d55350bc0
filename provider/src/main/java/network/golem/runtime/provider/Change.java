package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What an installation does to one file or folder.
public sealed interface Change {

  /// The file or folder.
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

    /// The lines that differ, with `-` and `+` before them.
    public List<String> difference() {
      return LineDifference.of(before.lines().toList(), after.lines().toList());
    }
  }

  /// A file is kept as it was before the first change.
  ///
  /// @param text the file's
  record Backup(Path path, String text) implements Change {}

  /// A folder is put in the place of what was there, if anything.
  ///
  /// @param source what it is a copy of
  /// @param files those that differ, by their paths below the folder, in order
  record Folder(Path path, Path source, boolean replaces, Map<String, Fate> files)
      implements Change {}

  /// A folder goes.
  ///
  /// @param files all that are in it, by their paths below it, in order
  record FolderRemoved(Path path, List<String> files) implements Change {}
}
