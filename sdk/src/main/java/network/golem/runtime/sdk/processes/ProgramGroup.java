package network.golem.runtime.sdk.processes;

import java.io.InputStream;
import java.util.Optional;
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

  /// Sends a signal to all processes of this owner.
  ///
  /// @return whether there was one
  public boolean signal(int signal) {
    return sweep().map(sweep -> sweep.send(signal)).orElse(false);
  }

  /// Whether this signal can be sent here.
  public boolean sends(int signal) {
    return sweep().filter(sweep -> sweep.signals().sends(signal)).isPresent();
  }

  /// Ends all processes of this owner at once.
  public void kill() throws InterruptedException {
    Optional<Sweep> sweep = sweep();
    if (sweep.isPresent()) {
      sweep.get().kill();
    }
  }

  private Optional<Sweep> sweep() {
    return programs.sweep(owner::equals);
  }
}
