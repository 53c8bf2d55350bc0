package network.golem.runtime.sdk.processes;

import java.io.InputStream;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.accounting.Exit;
import network.golem.runtime.sdk.processes.running.ProgramInput;
import network.golem.runtime.sdk.processes.running.StartedProgram;
import network.golem.runtime.sdk.processes.starting.ProgramCall;
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
  /// @throws RuntimeFailure if it cannot be started, see [CannotStart], or its input cannot be
  ///   read: then it has been ended, before it could see an end of its input
  public int exec(ProcessBuilder builder, @Nullable InputStream input, ProgramOutput output)
      throws RuntimeFailure, InterruptedException {
    if (input == null) {
      return execute(builder, null, output);
    }
    ProgramInput watched = new ProgramInput(input);
    try {
      return execute(builder, watched, output);
    } finally {
      watched.programEnded();
    }
  }

  private int execute(ProcessBuilder builder, @Nullable ProgramInput input, ProgramOutput output)
      throws RuntimeFailure, InterruptedException {
    StartedProgram program =
        programs.start(owner, ProgramCall.Outputs.ARE_PIPES, builder, input != null);
    boolean ended = false;
    try {
      output.started();
      if (input != null) {
        input.killBy(() -> programs.killTree(program));
        feed(program, input);
      }
      Exit exit = program.await(output, () -> programs.killTree(program));
      ended = true;
      if (input != null && input.failure().isPresent()) {
        throw unreadable(input.failure().get());
      }
      return exit.code();
    } finally {
      if (ended) {
        programs.ended(program, owner);
      } else {
        programs.endTree(program, owner);
      }
    }
  }

  private static void feed(StartedProgram program, ProgramInput input) throws RuntimeFailure {
    try {
      program.feed(input);
    } catch (OutOfMemoryError _) {
      throw new RuntimeFailure(
          RuntimeFailure.Code.INTERNAL, "cannot write the program's input: " + Failures.NO_THREAD);
    }
  }

  private static RuntimeFailure unreadable(Throwable failure) {
    RuntimeFailure failed =
        new RuntimeFailure(
            RuntimeFailure.Code.INTERNAL,
            "cannot read the program's input: " + Failures.text(failure));
    failed.initCause(failure);
    return failed;
  }

  /// What names it.
  public String owner() {
    return owner;
  }

  /// Sends a signal to all processes of this owner.
  ///
  /// @return whether there was one
  public boolean signal(Signal signal) {
    return programs.signal(owner::equals, signal);
  }

  /// Whether this signal can be sent here.
  public boolean sends(Signal signal) {
    return programs.sends(signal);
  }

  /// Ends all processes of this owner by force, without waiting for that.
  public void beginKill() {
    programs.beginKill(owner::equals);
  }
}
