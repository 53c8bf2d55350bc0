package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.command.CommandTask;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.command.Stack;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.frames.SendCheck;
import network.golem.runtime.sdk.messages.Excerpt;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.posix.Signal;

/// A command as the supervisor sees it: a run that is answered once, with a pid or an error. If it
/// is answered with a pid, output and exactly one end follow, and nothing after that.
///
/// The answer and the started event are sent together, at the first visible effect or after a
/// quarter of a second: until then, a failure is reported by an error answer, which the requestor
/// can read.
///
/// The state changes under this object's monitor, and the answer and the end are added to the
/// writer's queue under it, so that both have the same order, and each is added once. Output is
/// added without it: [#accept()] puts the answer before it, and the check that is passed with each
/// piece prevents it from following the end. No thread holds the monitor while writing.
final class RunningCommand implements OutputSink {
  private static final int FAILED = 1;
  private static final int FORCED = 137;
  private static final int SHOWN = 256;

  private final Commands commands;
  private final Commands.Shared shared;
  private final FrameWriter writer;
  private final long requestId;
  private final long pid;
  private final CommandTask task;

  /// Written under the monitor, after its frames have been added to the writer: if that fails, it
  /// can be tried again, and a command that is over can be forgotten. It may be read without the
  /// monitor to find out whether something is left to do, which is then done under the monitor. No
  /// state is ever entered twice.
  private volatile State state = State.UNANSWERED;

  /// The last line of standard error, sent with its end.
  @GuardedBy("this")
  private String lastWords = "";

  /// What the supervisor knows about it.
  enum State {
    /// Its run has not been answered yet.
    UNANSWERED,
    /// Its run was answered with an error. Neither output nor an end follows.
    REFUSED,
    /// Its run was answered with a pid.
    ACCEPTED,
    /// Its end has been added.
    ENDED;

    /// @throws IllegalStateException if the transition is not allowed
    State to(State next) {
      boolean follows =
          switch (this) {
            case UNANSWERED -> next == REFUSED || next == ACCEPTED;
            case ACCEPTED -> next == ENDED;
            case REFUSED, ENDED -> false;
          };
      if (!follows) {
        throw new IllegalStateException("a command does not become " + next + " after " + this);
      }
      return next;
    }

    private boolean isOver() {
      return this == REFUSED || this == ENDED;
    }
  }

  RunningCommand(
      Commands commands, Commands.Shared shared, long requestId, long pid, CommandLine line) {
    this.commands = commands;
    this.shared = shared;
    this.writer = shared.writer();
    this.requestId = requestId;
    this.pid = pid;
    this.task =
        new CommandTask(
            pid, line.program(), line.arguments(), this, shared.clock(), shared.programs());
  }

  CommandTask task() {
    return task;
  }

  long requestId() {
    return requestId;
  }

  long pid() {
    return pid;
  }

  /// Whether the last frame about it, its refusal or its end, has been added to the writer.
  boolean isOver() {
    return state.isOver();
  }

  /// Whether its run has been answered, with a pid or an error.
  boolean isAnswered() {
    return state != State.UNANSWERED;
  }

  /// Executes it on this thread to its end, unless it is over before it begins. Whatever fails is
  /// passed to [Commands#brokeOff], because the thread continues with the next command: this throws
  /// only if that does.
  void execute() {
    try {
      try {
        if (!isOver()) {
          Outcome outcome = task.execute(shared.runtime(), shared.activity());
          if (outcome instanceof Outcome.Returned(int code)) {
            end(code);
          } else if (outcome instanceof Outcome.Threw(Throwable failure)) {
            fail(failure);
          }
        }
      } finally {
        end(FAILED); // if even reporting the failure has failed
        task.release();
      }
      writer.flush();
    } catch (Throwable e) {
      commands.brokeOff(this, e);
    } finally {
      commands.remove(this);
    }
  }

  private void fail(Throwable failure) {
    if (failure instanceof Error) {
      writer.recover();
    }
    if (!refuse(ErrorAnswers.of(requestId, failure))) {
      task.lastWords(Failures.textWithCode(failure));
      end(FAILED);
    }
    writer.flush(); // before the log, which may have to wait for its reader
    shared
        .log()
        .failure("command " + pid + " (" + Excerpt.of(task.program(), SHOWN) + ") failed", failure);
  }

  /// Answers the run with the pid, unless it has been answered before. Never waits; the caller must
  /// flush.
  private void accept() {
    if (state == State.UNANSWERED) {
      Stack.ensureRoom();
      synchronized (this) {
        if (state == State.UNANSWERED) {
          writer.enqueue(new Response.RunProcess(requestId, pid), Event.ProcessStatus.started(pid));
          state = state.to(State.ACCEPTED);
        }
      }
    }
  }

  /// Answers the run with the pid, from a thread that must not wait.
  void acceptNow() {
    if (state == State.UNANSWERED) {
      accept();
      writer.requestFlush();
    }
  }

  /// Refuses it, or ends it as failed if it was answered while it waited for a thread.
  void endUnexecuted(Response.Error refusal) {
    if (!refuse(refusal)) {
      say(refusal.message());
      end(FAILED);
    }
    writer.requestFlush();
  }

  /// Refuses it, unless it has been answered before. Never waits; the caller must flush.
  private synchronized boolean refuse(Response.Error answer) {
    if (state != State.UNANSWERED) {
      return false;
    }
    task.silence();
    writer.enqueue(answer);
    state = state.to(State.REFUSED);
    return true;
  }

  /// Ends it with this exit code, unless it is over. Never waits; the caller must flush.
  private synchronized void end(int code) {
    if (!state.isOver()) {
      accept();
      Event end = new Event.ProcessStatus(pid, false, code, Bytes.EMPTY, Bytes.utf8(lastWords));
      task.silence(); // before the end is added: no output may follow it
      writer.enqueueLast(end);
      state = state.to(State.ENDED);
    }
  }

  /// Sets the last line of its standard error, which is sent with its end.
  synchronized void say(String line) {
    lastWords = line + "\n";
  }

  /// Begins its end by a signal, with some time to end by itself.
  void beginEnd(Signal signal, long graceNanos) {
    if (!isOver()) {
      forceEndAfter(graceNanos); // first: looking for its programs may fail
      task.beginEnd(signal, graceNanos);
    }
  }

  /// Begins its end like [#beginEnd], as one of many commands, whose programs are ended together.
  ///
  /// @return whether its programs should get the signal, too
  boolean beginEndAmongMany(Signal signal, long graceNanos) {
    if (isOver()) {
      return false;
    }
    forceEndAfter(graceNanos);
    return task.beginEndAmongMany(signal);
  }

  private void forceEndAfter(long graceNanos) {
    var _ = shared.clock().schedule(this::forceEnd, graceNanos, TimeUnit.NANOSECONDS);
  }

  /// Ends it, whether or not its thread has left it. Never waits.
  void forceEnd() {
    if (!isOver()) {
      task.forceEnd();
      end(FORCED);
      writer.requestFlush();
    }
  }

  @Override
  public void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
    accept();
    try {
      writer.output(pid, WireChannel.of(channel), buffer, from, length, check);
    } catch (CancellationException | Error e) { // the answer was to leave with this piece
      writer.leaveToFlusher();
      throw e;
    }
  }

  @Override
  public boolean offer(
      OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
    accept();
    try {
      return writer.offer(pid, WireChannel.of(channel), buffer, from, length, check);
    } catch (CancellationException | Error e) { // the answer was to leave with this piece
      writer.leaveToFlusher();
      throw e;
    }
  }

  @Override
  public void recheck() {
    writer.recheck();
  }

  @Override
  public void started() {
    if (state == State.UNANSWERED) {
      accept();
      writer.flush(); // the program may run for a long time
    }
  }
}
