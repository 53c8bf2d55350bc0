package network.golem.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.supervisor.model.Debugger;

/// Says where a process of the runtime will wait for a debugger, and once more as soon as it does:
/// before that, nobody can connect.
final class WaitingDebuggee implements AutoCloseable {
  private static final List<Path> SOCKETS =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

  private static final String LISTENS = "0A";
  private static final int LOCAL_ADDRESS = 1;
  private static final int STATE = 3;
  private static final long BETWEEN_LOOKS_MILLIS = 20;

  private final Thread thread;

  /// @param err must not be closed before this
  WaitingDebuggee(Debugger debugger, PrintWriter err) {
    say(err, debugger.phase() + " will wait for a debugger on " + debugger.address());
    thread =
        Thread.ofPlatform()
            .daemon()
            .name("debuggee")
            .start(() -> {
              if (awaitOpen(debugger.port())) {
                say(
                    err,
                    debugger.phase()
                        + " is waiting for a debugger: jdb -attach "
                        + debugger.address());
              }
            });
  }

  private static void say(PrintWriter err, String sentence) {
    err.println("golem-runtime: " + sentence);
    err.flush();
  }

  /// @return false if this thread was interrupted first
  private static boolean awaitOpen(int port) {
    try {
      while (!isOpen(port)) {
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS); // the system has no event for it
      }
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  /// Whether anything listens on this port. Looks at the system's sockets: to connect would be
  /// taken for a debugger.
  static boolean isOpen(int port) {
    String end = String.format(Locale.ROOT, ":%04X", port);
    for (Path sockets : SOCKETS) {
      try (var lines = Files.lines(sockets)) {
        if (lines
            .map(line -> line.strip().split("\\s+"))
            .anyMatch(socket ->
                socket.length > STATE
                    && socket[LOCAL_ADDRESS].endsWith(end)
                    && socket[STATE].equals(LISTENS))) {
          return true;
        }
      } catch (IOException _) {
        // not this version of IP
      }
    }
    return false;
  }

  /// The play has ended.
  @Override
  public void close() {
    thread.interrupt();
  }
}
