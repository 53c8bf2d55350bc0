package network.golem.runtime.supervisor.model;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.protocol.environment.OperatorEnvironment;

/// A debugger for a runtime in Java. The process that executes the phase waits, before its `main`,
/// until a debugger connects to the port on the loopback interface.
public record Debugger(Phase phase, int port) {
  private static final String JAVA_OPTIONS = "GOLEM_RUNTIME_JAVA_OPTIONS";

  /// Which process of a runtime. In server mode, that of `start` also executes every `run`.
  public enum Phase {
    OFFER_TEMPLATE,
    DEPLOY,
    START,
    RUN,
    TEST;

    /// The phase of this name; empty if there is none.
    public static Optional<Phase> named(String name) {
      return Stream.of(values()).filter(phase -> phase.toString().equals(name)).findFirst();
    }

    /// As on a runtime's command line.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// A debugger on a port that was free a moment ago. (The agent could choose one itself, but
  /// announces it on standard output.)
  public static Debugger onAnyPort(Phase phase) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new Debugger(phase, socket.getLocalPort());
    }
  }

  /// Where a debugger connects.
  public String address() {
    return "127.0.0.1:" + port;
  }

  /// The launcher's options for the runtime's Java. The agent is quiet: it would announce its port
  /// on standard output, which belongs to the protocol.
  public Map<String, String> environment() {
    String operators = OperatorEnvironment.get().getOrDefault(JAVA_OPTIONS, "");
    String agent =
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=" + address();
    return Map.of(JAVA_OPTIONS, (operators + " " + agent).strip());
  }
}
