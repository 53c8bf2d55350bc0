package network.golem.runtime.sdk.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import network.golem.runtime.sdk.ConfigFile;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.messages.Failures;
import org.jspecify.annotations.Nullable;

/// A file that values are read from and written to: the configuration, or what `deploy` saves.
public final class StoredFile implements ConfigFile {
  private final Path path;
  private final Consumer<String> warnings;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /// @param path the extension selects the format
  /// @param warnings receives one warning for each unknown key
  public StoredFile(Path path, Consumer<String> warnings) {
    this.path = path;
    this.warnings = warnings;
  }

  /// The file at a path.
  ///
  /// @throws IllegalArgumentException if its extension is that of no format
  public static StoredFile at(Path path, Consumer<String> warnings) {
    var _ = Format.of(path);
    return new StoredFile(path, warnings);
  }

  /// The configuration of this name in a directory.
  public static StoredFile configuration(Path directory, String name, Consumer<String> warnings) {
    for (Format format : Format.values()) {
      for (String extension : format.extensions()) {
        Path candidate = directory.resolve(name + "." + extension);
        if (Files.exists(candidate)) {
          return new StoredFile(candidate, warnings);
        }
      }
    }
    return new StoredFile(directory.resolve(name + ".json"), warnings);
  }

  @Override
  public Path path() {
    return path;
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  @Override
  public <T> T read(Class<T> type) {
    Binder binder = new Binder(path, this::warn);
    return exists() ? binder.read(type) : binder.defaults(type);
  }

  private void warn(String sentence) {
    if (warned.add(sentence)) {
      warnings.accept(sentence);
    }
  }

  @Override
  public void write(Object value) {
    byte[] bytes = new Binder(path, this::warn).bytes(value);
    @Nullable Path half = null;
    try {
      Path directory = path.toAbsolutePath().resolveSibling("");
      Files.createDirectories(directory);
      half =
          Files.createTempFile(directory, path.getFileName() + ".", ".new", forThisUser(directory));
      Files.write(half, bytes);
      Files.move(half, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      remove(half);
      throw new ConfigurationException("cannot write " + path + ": " + Failures.reason(e), e);
    }
  }

  private static FileAttribute<?>[] forThisUser(Path directory) throws IOException {
    return Files.getFileStore(directory).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void remove(@Nullable Path half) {
    if (half != null) {
      try {
        boolean _ = Files.deleteIfExists(half);
      } catch (IOException _) {
        // the problem with the directory has been reported
      }
    }
  }
}
