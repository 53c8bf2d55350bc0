package network.golem.runtime.sdk;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What every call of the program has, also where no activity exists.
public interface Context {

  /// The runtime's name.
  String name();

  /// The runtime's version.
  String version();

  /// How the supervisor talks to it: as `deploy` chose it, else as [RuntimeDef#mode()] says.
  Mode mode();

  /// The words that follow the phase (`deploy`, `start` …) on the command line. The requestor wrote
  /// them.
  List<String> phaseArguments();

  /// The environment that the operator and the supervisor have given the runtime. Its launcher
  /// starts Java in a locale of its own and without `JAVA_TOOL_OPTIONS` and its like, which
  /// `System.getenv()` shows; here, and for programs, all is as it was.
  Map<String, String> environment();

  /// Where the runtime's configuration lies: what [RuntimeIdentity#dataDirectory()] says; else, on
  /// Linux, `$XDG_DATA_HOME/NAME` or `~/.local/share/NAME` with the name in lower case; on macOS
  /// `~/Library/Application Support/NAME`; on Windows `%APPDATA%\NAME\data`.
  Path dataDirectory();

  /// What the configuration says. Without a file, and for keys that it does not mention, the
  /// defaults hold: of a class, what its fields are initialised with; of a record, what its
  /// constructor without parameters makes. A record without one has to be mentioned whole, but for
  /// what is an `Optional` or `@Nullable`. A key that nobody knows is logged, with the nearest that
  /// somebody does.
  ///
  /// @param type a record, or a class with a constructor without parameters. Its fields, also
  ///   private ones, are the keys; Jackson's annotations are heeded.
  /// @throws ConfigurationException where the file cannot be read, or does not fit: with file, line
  ///   and key
  <T> T config(Class<T> type);

  /// The file that the configuration is in.
  ConfigFile configFile();
}
