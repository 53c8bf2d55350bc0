package network.golem.runtime.sdk;

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

  /// The process's environment.
  Map<String, String> environment();
}
