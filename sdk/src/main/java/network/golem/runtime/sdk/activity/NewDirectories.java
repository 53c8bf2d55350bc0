package network.golem.runtime.sdk.activity;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Directories that are created in the workdir: all of them, or none.
public final class NewDirectories implements AutoCloseable {
  private final Path workdir;
  private final List<Path> made = new ArrayList<>();

  public NewDirectories(Path workdir) {
    this.workdir = workdir;
  }

  /// Creates one, unless it exists.
  void make(String name) throws WorkdirException {
    Path directory = workdir.resolve(name);
    try {
      made.add(Files.createDirectory(directory));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory)) {
        throw WorkdirException.unwritable(workdir, e);
      }
    } catch (IOException e) {
      throw WorkdirException.unwritable(workdir, e);
    }
  }

  /// Keeps them, because everything has succeeded.
  public void keep() {
    made.clear();
  }

  /// Removes those that were created, unless [#keep()] was called.
  @Override
  public void close() {
    for (Path directory : made.reversed()) {
      try {
        boolean _ = Files.deleteIfExists(directory);
      } catch (IOException _) {
        // another process has put something into it, so it stays
      }
    }
  }
}
