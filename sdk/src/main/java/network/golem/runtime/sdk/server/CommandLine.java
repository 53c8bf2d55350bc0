package network.golem.runtime.sdk.server;

import java.util.List;
import network.golem.runtime.protocol.Request;

/// The command of a run, as the author sees it.
///
/// @param arguments without the program's own name, which the real supervisor puts first, unlike
///   other clients
record CommandLine(String program, List<String> arguments) {

  static CommandLine of(Request.RunProcess run) {
    List<String> args = run.args();
    String fileName = run.bin().substring(run.bin().lastIndexOf('/') + 1);
    boolean named = !args.isEmpty() && args.getFirst().equals(fileName);
    return new CommandLine(run.bin(), named ? args.subList(1, args.size()) : args);
  }
}
