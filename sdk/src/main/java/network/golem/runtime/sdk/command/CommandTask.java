package network.golem.runtime.sdk.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.json.Json;
import network.golem.runtime.sdk.output.CommandOutput;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.ProgramGroup;
import network.golem.runtime.sdk.processes.Programs;
import org.jspecify.annotations.Nullable;

/// A command while the author's code works on it: on one thread, from which it can be driven out by
/// a signal.
public final class CommandTask implements Command {
  /// How long a command has for returning by itself after a signal that begins its end.
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final long id;
  private final String program;
  private final List<String> arguments;
  private final CommandOutput output;
  private final OutputSink sink;
  private final Programs programs;
  private final ProgramGroup group;
  private final Termination termination;

  public CommandTask(
      long id,
      String program,
      List<String> arguments,
      OutputSink sink,
      ScheduledExecutorService clock,
      Programs programs) {
    this.id = id;
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.sink = sink;
    this.programs = programs;
    this.group = programs.group("command-" + id + ".");
    this.termination = new Termination(sink, group, clock);
    this.output = termination.output();
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String program() {
    return program;
  }

  @Override
  public List<String> arguments() {
    return arguments;
  }

  @Override
  public PrintStream stdout() {
    return output.stdout();
  }

  @Override
  public PrintStream stderr() {
    return output.stderr();
  }

  @Override
  public void printJson(@Nullable Object value) {
    stdout().println(Json.compact(value));
  }

  @Override
  public int exec(ProcessBuilder builder) throws RuntimeFailure, InterruptedException {
    return execute(builder, null);
  }

  @Override
  public int exec(ProcessBuilder builder, InputStream stdin)
      throws RuntimeFailure, InterruptedException {
    return execute(builder, stdin);
  }

  private int execute(ProcessBuilder builder, @Nullable InputStream stdin)
      throws RuntimeFailure, InterruptedException {
    Stack.ensureRoom();
    termination.enterProgram();
    try {
      return group.exec(builder, stdin, new Passing());
    } finally {
      termination.leaveProgram();
    }
  }

  @Override
  public void onKill(IntConsumer handler) {
    termination.onKill(handler);
  }

  /// How it came to its end.
  public sealed interface Outcome {
    /// It returned this, or what leaving it after a signal counts as.
    record Returned(int code) implements Outcome {}

    record Threw(Throwable failure) implements Outcome {}
  }

  /// Executes it on this thread; all that it has printed is sent when this returns. Whatever the
  /// author's code throws is the outcome, errors included. A command that was killed before it
  /// began is not begun.
  ///
  /// @param runtime whose `run` is called; in the phase `start`, one whose `run` calls `start`
  public Outcome execute(GolemRuntime runtime, Activity activity) {
    boolean begins = termination.enter();
    try {
      if (!begins) {
        throw new CancellationException("the command was killed before it began");
      }
      int code = runtime.run(this, activity);
      output.flush();
      return new Outcome.Returned(code);
    } catch (Throwable e) { // whatever it is, the command has to end
      sendRest();
      Signal signal = termination.signal();
      return signal != null && isInterruption(e)
          ? new Outcome.Returned(signal.exitCode())
          : new Outcome.Threw(e);
    } finally {
      termination.leave();
    }
  }

  /// Whether it is what an interruption or a refused print turns into, be it wrapped.
  private static boolean isInterruption(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof CancellationException
          || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  /// What was printed before a failure is sent, even half a line, before it is decided whether the
  /// command has shown anything yet.
  private void sendRest() {
    try {
      output.flush();
    } catch (CancellationException e) {
      // the command must not print any more
    }
  }

  /// Prints a line to standard error, unless the command must not print any more, and sends all
  /// that is left.
  public void lastWords(String text) {
    try {
      stderr().println(text);
      output.flush();
    } catch (CancellationException e) {
      // killed meanwhile: there is nobody left to tell
    }
  }

  /// Lets go of the memory that its output took.
  public void release() {
    output.release();
  }

  /// Begins the end, as this signal does: by the author's handler; else the programs get the
  /// signal, and where none is being waited for, the thread is interrupted.
  ///
  /// @param graceNanos until [#forceEnd()] is called
  public void beginEnd(Signal signal, long graceNanos) {
    termination.endPrograms(signal, termination.begin(signal), graceNanos);
  }

  /// The same for one of many, whose programs are ended together: see [#programs()].
  ///
  /// @return whether its programs are to get the signal, too
  public boolean beginEndAmongMany(Signal signal) {
    return termination.begin(signal);
  }

  /// What programs have of a grace for ending by themselves.
  public static long forPrograms(long graceNanos) {
    return Termination.forPrograms(graceNanos);
  }

  /// Whose its programs are; empty where it has executed none.
  public Optional<String> programs() {
    return termination.hasExecuted() ? Optional.of(group.owner()) : Optional.empty();
  }

  /// The time for returning by itself is over.
  public void forceEnd() {
    termination.force();
  }

  /// Delivers a signal that does not begin the end.
  ///
  /// @return false if neither a handler of the author's nor a program takes it
  public boolean signal(Signal signal) {
    return termination.deliver(signal);
  }

  /// How long it has for ending by itself after a signal that begins its end.
  public long graceNanos() {
    return termination.hasExecuted()
        ? GRACE_NANOS + Termination.FOR_LAST_OUTPUT_NANOS
        : GRACE_NANOS;
  }

  /// True on the thread that works on it.
  public boolean isOnThisThread() {
    return termination.isOnThisThread();
  }

  /// Its end is about to be told: nothing more is printed.
  public void silence() {
    termination.silence();
  }

  /// Passes on what a program prints.
  private final class Passing implements ProgramOutput {
    @Override
    public void started() {
      sink.started();
      termination.programStarted();
    }

    @Override
    public void write(OutputChannel channel, byte[] buffer, int from, int length) {
      output.pass(channel, buffer, from, length);
    }

    @Override
    public void late(byte[] buffer, int from, int length) {
      programs.late(buffer, from, length);
    }
  }
}
