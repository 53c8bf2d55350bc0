package network.golem.runtime.sdk.processes;

import java.io.IOException;
import java.io.InputStream;
import network.golem.runtime.sdk.posix.Signal;
import org.jspecify.annotations.Nullable;

/// A way to start programs, and to signal processes.
interface ProgramStarter {

  /// Starts it.
  ///
  /// @param input what is written to its standard input; `null`: that is empty
  /// @throws CannotStart where it cannot be executed
  StartedProgram start(ProgramCall call, @Nullable InputStream input) throws IOException;

  /// Whether this signal can be sent at all.
  boolean sends(Signal signal);

  /// Starts the script that ends all programs should this process be killed.
  Warden startWarden(Mark mark) throws IOException;

  /// Sends a signal. Nothing happens where there is no such process any more.
  void signal(long pid, Signal signal);
}
