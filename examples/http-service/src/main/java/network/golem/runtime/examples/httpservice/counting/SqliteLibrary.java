package network.golem.runtime.examples.httpservice.counting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;

/// SQLite's native library, which its driver copies into a file of a temporary directory. The file
/// is removed as soon as it is loaded: it would outlive a process that is killed, and that is how
/// every session ends.
final class SqliteLibrary {
  private static final String DIRECTORY = "org.sqlite.tmpdir";

  private static boolean loaded;

  private SqliteLibrary() {}

  /// Loads it, once in a process.
  ///
  /// @param directory where the copy lies for a moment; created and removed
  static synchronized void load(Path directory) throws SQLException {
    if (loaded) {
      return;
    }
    loaded = true;
    try {
      Files.createDirectories(directory);
      System.setProperty(DIRECTORY, directory.toString());
      boolean _ = SQLiteJDBCLoader.initialize();
      List<Path> copies;
      try (Stream<Path> files = Files.list(directory)) {
        copies = files.toList();
      }
      for (Path copy : copies) {
        Files.delete(copy);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new SQLException("SQLite's library cannot be copied: " + e, e);
    } catch (Exception e) { // which the driver declares
      throw new SQLException("SQLite's library cannot be loaded: " + e.getMessage(), e);
    }
  }
}
