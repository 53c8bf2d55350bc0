package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import network.golem.runtime.sdk.processes.ending.Warden;
import network.golem.runtime.sdk.processes.running.StartedProgram;
import network.golem.runtime.sdk.processes.table.Mark;

/// Starts programs.
public interface ProgramStarter {

  /// Starts a program.
  ///
  /// @param fed whether [StartedProgram#feed(ProgramInput)] follows; otherwise the program's
  ///   standard input is empty
  /// @throws CannotStart if the program cannot be executed
  StartedProgram start(ProgramCall call, boolean fed) throws IOException;

  /// Has the JVM make what it makes for the first program otherwise.
  void warmUp();

  /// Starts the script that ends all programs if this process is killed.
  Warden startWarden(Mark mark) throws IOException;
}
