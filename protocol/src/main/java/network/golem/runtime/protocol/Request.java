package network.golem.runtime.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A supervisor's request to a runtime. The answer has the same [id][#id()].
public sealed interface Request extends Message {

  /// An unsigned 64-bit number, chosen by the supervisor. The real one starts at 2.
  long id();

  /// Opens the session.
  ///
  /// @param version the supervisor's protocol version; the real one sends `0.1.0`, whatever its own
  ///   version is
  record Hello(long id, String version) implements Request {}

  /// Starts a command in the background.
  ///
  /// @param bin the ExeScript's entry point, unchanged
  /// @param args the arguments; the real supervisor puts the file name of `bin` before them
  /// @param workDir a directory to run in; the real supervisor leaves it empty
  /// @param stdout how much of standard output to keep; the real supervisor leaves it out
  /// @param stderr how much of standard error to keep; the real supervisor leaves it out
  record RunProcess(
      long id,
      String bin,
      List<String> args,
      String workDir,
      @Nullable Output stdout,
      @Nullable Output stderr)
      implements Request {
    public RunProcess {
      args = List.copyOf(args);
    }

    /// A run as the real supervisor sends it: program and arguments only.
    public RunProcess(long id, String bin, List<String> args) {
      this(id, bin, args, "", null, null);
    }
  }

  /// Sends a signal to a command.
  ///
  /// @param pid the command, as in the answer to its run
  record KillProcess(long id, long pid, int signal) implements Request {}

  /// Asks the runtime to stop. Its answer is the last frame.
  record Shutdown(long id) implements Request {}

  /// Asks the runtime to join networks.
  ///
  /// @param hosts host names and their addresses, in the order of the wire
  record CreateNetwork(
      long id, List<Network> networks, Map<String, String> hosts, NetworkInterface networkInterface)
      implements Request {
    public CreateNetwork {
      networks = List.copyOf(networks);
      hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }
  }

  /// A request without a command, or with one unknown to this side.
  record Unrecognized(long id) implements Request {}
}
