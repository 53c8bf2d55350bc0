package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.supervisor.model.Debugger;
import org.jspecify.annotations.Nullable;

/// A Java debugger for tests of a packaged runtime, which system properties ask for. (In process, a
/// debugger of the test sees the runtime, too.)
final class PackagedDebugging {
  /// How long a wait may take while somebody looks at a breakpoint.
  static final Duration PATIENCE = Duration.ofDays(1);

  /// The port on which a process of the runtime waits for a debugger; if empty, a free one.
  private static final String PORT = "golem.runtime.test.jdwp";

  /// The phase whose process that is; by default `start`.
  private static final String PHASE = "golem.runtime.test.jdwp.phase";

  private PackagedDebugging() {}

  /// The debugger that is wanted.
  static Optional<Debugger> wanted() {
    @Nullable String port = System.getProperty(PORT);
    if (port == null) {
      return Optional.empty();
    }
    String named = System.getProperty(PHASE, Debugger.Phase.START.toString());
    Debugger.Phase phase =
        Debugger.Phase.named(named)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    PHASE
                        + ": expected one of test, offer-template, deploy, start, run, not '"
                        + named
                        + "'"));
    try {
      return Optional.of(
          port.isEmpty() || port.equals("true")
              ? Debugger.onAnyPort(phase)
              : new Debugger(phase, port(port)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find a free port: " + e.getMessage(), e);
    }
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 0x10000) {
        return port;
      }
    } catch (NumberFormatException _) {
      // reported below, like 0
    }
    throw new IllegalArgumentException(PORT + ": expected a port, not '" + text + "'");
  }

  /// Says where the process is about to wait.
  ///
  /// @return the variables that make it wait
  static Map<String, String> announced(Debugger debugger) {
    System.err.println(
        "golem-runtime: "
            + debugger.phase()
            + " will wait for a debugger: jdb -attach "
            + debugger.address());
    return debugger.environment();
  }
}
