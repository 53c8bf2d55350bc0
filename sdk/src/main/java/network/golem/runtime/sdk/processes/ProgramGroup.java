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

/// The programs of one owner: a command, `start`, or a child of the runtime.
public final class ProgramGroup {
  private final Programs programs;
  private final String owner;

  ProgramGroup(Programs programs, String owner) {
    this.programs = programs;
    this.owner = owner;
  }

  /// Executes a program, and waits on this thread until it has ended.
  ///
  /// @param input is copied to its standard input; `null` if that is empty
  /// @param output notified of its start and its output; if it throws, the program is ended
  /// @return the exit code; 128 + n if signal n ended the program
  /// @throws RuntimeFailure if it cannot be started, see [CannotStart], or if its input cannot be
  ///   read; it is then ended before it sees an end of its input
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

  /// The owner's name.
  public String owner() {
    return owner;
  }

  /// Sends a signal to all processes of this owner.
  ///
  /// @return whether there was one
  public boolean signal(Signal signal) {
    return programs.signal(owner::equals, signal);
  }

  /// Whether this signal can be sent on this system.
  public boolean sends(Signal signal) {
    return programs.sends(signal);
  }

  /// Kills all processes of this owner, without waiting for their end.
  public void beginKill() {
    programs.beginKill(owner::equals);
  }
}
