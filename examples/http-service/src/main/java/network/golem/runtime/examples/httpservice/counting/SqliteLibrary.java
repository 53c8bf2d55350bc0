package network.golem.runtime.examples.httpservice.counting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;

/// SQLite's native library, which is copied from the driver's jar into a file. The file is removed
/// as soon as it is loaded: it would outlive a process that is killed, and that is how every
/// session ends.
final class SqliteLibrary {
  private static final String DIRECTORY = "org.sqlite.tmpdir";
  private static final String COPY = "org.sqlite.lib.path";
  private static final String NAME = System.mapLibraryName("sqlitejdbc");

  /// What the driver calls architectures that have another name in Java.
  private static final Map<String, String> ARCHITECTURES = Map.of("amd64", "x86_64");

  private static boolean loaded;

  private SqliteLibrary() {}

  /// Loads it, once in a process.
  ///
  /// @param directory where the copy lies for a moment; created and removed
  static synchronized void load(Path directory) throws SQLException {
    if (loaded) {
      return;
    }
    try {
      Files.createDirectories(directory);
      copy(directory);
      System.setProperty(DIRECTORY, directory.toString());
      System.setProperty(COPY, directory.toString());
      boolean _ = SQLiteJDBCLoader.initialize();
      List<Path> copies;
      try (Stream<Path> files = Files.list(directory)) {
        copies = files.toList();
      }
      for (Path copy : copies) {
        Files.delete(copy);
      }
      Files.delete(directory);
      loaded = true;
    } catch (IOException e) {
      throw new SQLException("SQLite's library cannot be copied: " + e, e);
    } catch (Exception e) { // which the driver declares
      throw new SQLException("SQLite's library cannot be loaded: " + e.getMessage(), e);
    }
  }

  /// Copies the library for this system, if it is a usual one. The driver itself starts a program
  /// to find out what system this is, and compares its copy byte by byte; it still does if there is
  /// no copy, or if the copy does not fit.
  private static void copy(Path directory) throws IOException {
    String java = System.getProperty("os.arch", "");
    String architecture = ARCHITECTURES.getOrDefault(java, java);
    if (Files.exists(Path.of("/lib/ld-musl-" + architecture + ".so.1"))) {
      return; // which of two C libraries is Java's, the driver finds out
    }
    try (InputStream library =
        SQLiteJDBCLoader.class.getResourceAsStream(
            "native/" + System.getProperty("os.name") + "/" + architecture + "/" + NAME)) {
      if (library != null) {
        long _ = Files.copy(library, directory.resolve(NAME), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
