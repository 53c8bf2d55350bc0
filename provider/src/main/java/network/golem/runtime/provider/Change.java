package network.golem.runtime.provider;

import java.nio.file.Path;
import java.util.List;

/// What an installation does to one file or folder.
public sealed interface Change {

  /// The file or folder.
  Path path();

  /// A text file gets another content; from nothing, or to nothing, it is made or removed.
  ///
  /// @param before, after the whole text; empty where there is no file
  record Text(Path path, String before, String after) implements Change {
    /// The lines that differ, with `-` and `+` before them.
    public List<String> difference() {
      return LineDifference.of(before.lines().toList(), after.lines().toList());
    }
  }

  /// A folder is put in the place of what was there, if anything.
  ///
  /// @param source what it is a copy of
  record Folder(Path path, Path source, boolean replaces) implements Change {}

  /// A folder goes.
  record FolderRemoved(Path path) implements Change {}
}
