package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What every call of the runtime has, even if there is no activity.
public interface Context {

  /// The runtime's name.
  String name();

  /// The runtime's version.
  String version();

  /// How the supervisor talks to it: the mode that `deploy` chose, otherwise [RuntimeDef#mode()].
  Mode mode();

  /// The arguments after the phase (`deploy`, `start` …) on the command line. The requestor wrote
  /// them.
  List<String> phaseArguments();

  /// The environment that the operator and the supervisor have given the runtime. Its launcher
  /// starts Java in a locale of its own and without `JAVA_TOOL_OPTIONS` and similar variables,
  /// which is what `System.getenv()` shows. This map, and the environment of programs, has the
  /// original values.
  Map<String, String> environment();

  /// The directory of the runtime's configuration: [RuntimeIdentity#dataDirectory()]; otherwise, on
  /// Linux, `$XDG_DATA_HOME/NAME` or `~/.local/share/NAME` with the name in lower case; on macOS
  /// `~/Library/Application Support/NAME`; on Windows `%APPDATA%\NAME\data`.
  Path dataDirectory();

  /// The configuration. Without a file, and for keys that the file does not set, defaults apply:
  /// for a class, the initial values of its fields; for a record, the values that its no-argument
  /// constructor sets. For a record without such a constructor, every key is required, except those
  /// that are `Optional` or `@Nullable`. An unknown key is logged, with the nearest known one.
  ///
  /// @param type a record, or a class with a no-argument constructor. Its fields, including private
  ///   ones, are the keys; Jackson's annotations are respected.
  /// @throws ConfigurationException if the file cannot be read, or does not fit the type: with
  ///   file, line and key
  <T> T config(Class<T> type);

  /// The file that contains the configuration.
  ConfigFile configFile();
}
