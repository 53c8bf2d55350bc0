package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import network.golem.runtime.sdk.processes.ending.Warden;
import network.golem.runtime.sdk.processes.running.StartedProgram;
import network.golem.runtime.sdk.processes.table.Mark;

/// A way to start programs.
public interface ProgramStarter {

  /// Starts it.
  ///
  /// @param fed whether [StartedProgram#feed(ProgramInput)] follows; if not, its standard input is
  ///   empty
  /// @throws CannotStart where it cannot be executed
  StartedProgram start(ProgramCall call, boolean fed) throws IOException;

  /// Starts the script that ends all programs should this process be killed.
  Warden startWarden(Mark mark) throws IOException;
}
