package network.golem.runtime.sdk;

import java.nio.file.Path;

/// A configuration file. The runtime's own is `NAME.toml`, `NAME.yaml`, `NAME.yml` or `NAME.json`
/// in [Context#dataDirectory()]; the first one that exists is used.
public interface ConfigFile {

  /// The file's path; if no file exists, the path to which it would be written: `NAME.json`.
  Path path();

  /// Whether the file exists.
  boolean exists();

  /// Reads the file; see [Context#config(Class)].
  ///
  /// @throws ConfigurationException if it cannot be read, or does not fit the type
  <T> T read(Class<T> type);

  /// Writes the file in the format of its extension, atomically, readable by this user only, and
  /// indented. Missing parent directories are created.
  ///
  /// @param value a record, an object with fields, or a map
  /// @throws ConfigurationException if it cannot be written
  void write(Object value);
}
