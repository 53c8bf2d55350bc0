package network.golem.runtime.sdk.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
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

/// A command while the author's code executes it, on one thread; a signal can end it.
public final class CommandTask implements Command {
  private final long id;
  private final String program;
  private final List<String> arguments;
  private final CommandOutput output;
  private final InputStream stdin;
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
    this(id, program, arguments, InputStream.nullInputStream(), sink, clock, programs);
  }

  /// A command with standard input.
  public CommandTask(
      long id,
      String program,
      List<String> arguments,
      InputStream stdin,
      OutputSink sink,
      ScheduledExecutorService clock,
      Programs programs) {
    this.id = id;
    this.stdin = stdin;
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
  public InputStream stdin() {
    return stdin;
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

  /// How the command has ended.
  public sealed interface Outcome {
    /// It returned this exit code, or it left after a signal, which counts as this code.
    record Returned(int code) implements Outcome {}

    record Threw(Throwable failure) implements Outcome {}
  }

  /// Executes the command on this thread; when this returns, all of its output has been sent.
  /// Whatever the author's code throws becomes the outcome, including errors. A command that was
  /// killed before it began is not executed.
  ///
  /// @param runtime its `run` is called; in the phase `start`, that calls the author's `start`
  public Outcome execute(GolemRuntime runtime, Activity activity) {
    boolean begins = termination.enter();
    try {
      if (!begins) {
        throw new CancellationException("the command was killed before it began");
      }
      int code = runtime.run(this, activity);
      output.flush();
      return new Outcome.Returned(code);
    } catch (Throwable e) { // whatever it is, the command must end
      sendRest();
      Signal signal = termination.signal();
      return signal != null && isInterruption(e)
          ? new Outcome.Returned(signal.exitCode())
          : new Outcome.Threw(e);
    } finally {
      termination.leave();
    }
  }

  /// Whether an exception comes from an interruption or a refused print, possibly wrapped in
  /// others.
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

  /// Sends whatever was printed before a failure, even half a line, before deciding whether the
  /// command has had a visible effect.
  private void sendRest() {
    try {
      output.flush();
    } catch (CancellationException e) {
      // the command must not print any more
    }
  }

  /// Prints a line to standard error, unless the command must not print any more, and sends all
  /// remaining output.
  public void lastWords(String text) {
    try {
      stderr().println(text);
      output.flush();
    } catch (CancellationException e) {
      // killed in the meantime: the output is no longer wanted
    }
  }

  /// Releases the memory of the command's output.
  public void release() {
    output.release();
  }

  /// Begins the end by a signal: calls the author's handler; without one, signals the programs; and
  /// if the command waits for none, interrupts the thread.
  ///
  /// @param graceNanos the time until [#forceEnd()] is called
  public void beginEnd(Signal signal, long graceNanos) {
    termination.endPrograms(signal, termination.begin(signal), graceNanos);
  }

  /// Begins the end as one of many commands, whose programs are ended together; see [#programs()].
  ///
  /// @return whether its programs should get the signal, too
  public boolean beginEndAmongMany(Signal signal) {
    return termination.begin(signal);
  }

  /// The owner of its programs; empty if it has executed none.
  public Optional<String> programs() {
    return termination.hasExecuted() ? Optional.of(group.owner()) : Optional.empty();
  }

  /// Called when the grace period is over.
  public void forceEnd() {
    termination.force();
  }

  /// Delivers a signal that does not begin the end.
  ///
  /// @return false if there is neither a handler nor a program for it
  public boolean signal(Signal signal) {
    return termination.deliver(signal);
  }

  /// How long it has to end by itself after a signal that begins its end.
  public long graceNanos() {
    return termination.hasExecuted()
        ? ProgramGrace.ofCommand(ProgramGrace.AFTER_SIGNAL_NANOS)
        : ProgramGrace.AFTER_SIGNAL_NANOS;
  }

  /// Whether the current thread executes it.
  public boolean isOnThisThread() {
    return termination.isOnThisThread();
  }

  /// The thread that executes it; empty if none does now.
  public Optional<Thread> thread() {
    return termination.thread();
  }

  /// Called before its end is sent: refuses all further output.
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
