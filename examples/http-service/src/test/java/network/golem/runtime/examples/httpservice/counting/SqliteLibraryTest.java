package network.golem.runtime.examples.httpservice.counting;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLibraryTest {
  @TempDir Path directory;

  /// In a class loader of its own: this process may have loaded the library already.
  @Test
  void loadThatHasFailedFailsAgain() throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    Path noDirectory = Files.createFile(directory.resolve("file"));
    try (URLClassLoader fresh =
        new URLClassLoader(classPath.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Method load =
          fresh.loadClass(SqliteLibrary.class.getName()).getDeclaredMethod("load", Path.class);
      load.setAccessible(true);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> load.invoke(null, noDirectory))
            .hasCauseInstanceOf(SQLException.class)
            .hasRootCauseInstanceOf(FileAlreadyExistsException.class);
      }
    }
  }
}
