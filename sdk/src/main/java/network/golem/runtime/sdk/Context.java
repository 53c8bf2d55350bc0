package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What is available in every phase of the runtime, with or without an activity.
public interface Context {

  /// The runtime's name.
  String name();

  /// The runtime's version.
  String version();

  /// How the supervisor communicates with the runtime: the mode that `deploy` chose, otherwise
  /// [RuntimeDef#mode()].
  Mode mode();

  /// The arguments after the phase (`deploy`, `start` …) on the command line. The requestor wrote
  /// them.
  List<String> phaseArguments();

  /// The environment as the operator and the supervisor have set it; programs get the same.
  /// `System.getenv()` differs from it, because the launcher starts Java in a locale of its own and
  /// without `JAVA_TOOL_OPTIONS` and similar variables.
  Map<String, String> environment();

  /// The directory of the configuration file: [RuntimeIdentity#dataDirectory()] if that is not
  /// empty. Otherwise, on Linux, `$XDG_DATA_HOME/NAME` or `~/.local/share/NAME` with the name in
  /// lower case; on macOS `~/Library/Application Support/NAME`; on Windows `%APPDATA%\NAME\data`.
  Path dataDirectory();

  /// Reads the configuration. If there is no file, or it does not set a key, defaults apply: for a
  /// class, the initial values of its fields; for a record, the values that its no-argument
  /// constructor sets. For a record without such a constructor, every key is required, except those
  /// that are `Optional` or `@Nullable`. An unknown key is logged, with the most similar known one.
  ///
  /// @param type a record, or a class with a no-argument constructor. Its fields, including private
  ///   ones, are the keys; Jackson's annotations are respected.
  /// @throws ConfigurationException if the file cannot be read, or does not fit the type: with
  ///   file, line and key
  <T> T config(Class<T> type);

  /// The file that contains the configuration.
  ConfigFile configFile();

  /// Another file of the same formats, read by the same rules: for a runtime whose settings are
  /// spread over several files, or are looked for in several places.
  ///
  /// @param path ends with `.toml`, `.yaml`, `.yml` or `.json`, which is its format
  /// @throws IllegalArgumentException if it ends with something else
  ConfigFile configFile(Path path);
}
