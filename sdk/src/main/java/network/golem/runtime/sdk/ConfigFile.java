package network.golem.runtime.sdk;

import java.nio.file.Path;

/// The runtime's configuration file: `NAME.toml`, `NAME.yaml`, `NAME.yml` or `NAME.json` in
/// [Context#dataDirectory()], of which the first that exists counts.
public interface ConfigFile {

  /// Where it lies; where there is none, where it would: `NAME.json`.
  Path path();

  /// Whether there is one.
  boolean exists();

  /// Reads it; see [Context#config(Class)].
  ///
  /// @throws ConfigurationException where it cannot be read, or does not fit
  <T> T read(Class<T> type);

  /// Writes it, in the format that its name says: whole or not at all, in lines, for this user
  /// alone, with the folders above it.
  ///
  /// @param value a record, an object with fields, or a map
  /// @throws ConfigurationException where it cannot be written
  void write(Object value);
}
