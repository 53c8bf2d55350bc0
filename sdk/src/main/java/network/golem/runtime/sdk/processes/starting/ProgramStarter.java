package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import java.io.InputStream;
import network.golem.runtime.sdk.processes.ending.Warden;
import network.golem.runtime.sdk.processes.running.StartedProgram;
import network.golem.runtime.sdk.processes.table.Mark;
import org.jspecify.annotations.Nullable;

/// A way to start programs.
public interface ProgramStarter {

  /// Starts it.
  ///
  /// @param input what is written to its standard input; `null`: that is empty
  /// @throws CannotStart where it cannot be executed
  StartedProgram start(ProgramCall call, @Nullable InputStream input) throws IOException;

  /// Starts the script that ends all programs should this process be killed.
  Warden startWarden(Mark mark) throws IOException;
}
