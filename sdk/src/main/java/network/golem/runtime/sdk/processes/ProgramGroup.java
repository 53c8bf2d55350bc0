package network.golem.runtime.sdk.processes;

import java.io.InputStream;
import network.golem.runtime.sdk.RuntimeFailure;
import org.jspecify.annotations.Nullable;

/// The programs of one owner: a command, `start`, or a child of the runtime itself.
public final class ProgramGroup {
  private final Programs programs;
  private final String owner;

  ProgramGroup(Programs programs, String owner) {
    this.programs = programs;
    this.owner = owner;
  }

  /// Executes a program, on this thread, until its end.
  ///
  /// @param input what is written to its standard input; `null`: that is empty
  /// @param output told of its start, and of all that it prints; what that throws ends the program
  /// @return its exit code; 128 + n where signal n ended it
  /// @throws RuntimeFailure where it cannot be started; see [CannotStart]
  public int exec(ProcessBuilder builder, @Nullable InputStream input, ProgramOutput output)
      throws RuntimeFailure, InterruptedException {
    StartedProgram program = programs.start(owner, ProgramCall.Outputs.ARE_PIPES, builder, input);
    @Nullable Exit exit = null;
    try {
      output.started();
      exit = program.await(output);
      return exit.code();
    } finally {
      programs.ended(program, exit == null ? programs.endTree(program) : exit.cpu());
    }
  }

  /// What names it.
  public String owner() {
    return owner;
  }

  /// Sends a signal to all processes of this owner.
  ///
  /// @return whether there was one
  public boolean signal(int signal) {
    return programs.signal(owner::equals, signal);
  }

  /// Whether this signal can be sent here.
  public boolean sends(int signal) {
    return programs.sends(signal);
  }

  /// Ends all processes of this owner by force, without waiting for that.
  public void beginKill() {
    programs.beginKill(owner::equals);
  }
}
