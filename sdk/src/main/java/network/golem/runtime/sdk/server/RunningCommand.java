package network.golem.runtime.sdk.server;

import com.google.errorprone.annotations.concurrent.GuardedBy;
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

/// A command as the supervisor sees it: a run that is answered once, with a pid or an error, and
/// then has output and exactly one end, after which nothing more is said of it.
///
/// The answer and the started event are sent together, at the first visible effect or after a
/// quarter of a second: until then, a failure is an error answer, which is what a requestor gets to
/// read.
///
/// This object's monitor makes the order of a state and its frame the same for all: both change
/// under it. Nobody holds it while writing.
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

  /// Written under the monitor, after its frame has been added but for the end, which is added
  /// after it. Read without by those that only want to know whether something is left to do, and do
  /// that under the monitor: no state ever comes back.
  private volatile State state = State.UNANSWERED;

  /// What its end says on standard error.
  @GuardedBy("this")
  private String lastWords = "";

  /// What the supervisor knows of it.
  enum State {
    /// Its run waits for an answer.
    UNANSWERED,
    /// Its run was answered with an error. It has neither output nor an end.
    REFUSED,
    /// Its run was answered with a pid.
    ACCEPTED,
    /// Its end was told.
    ENDED;

    /// @throws IllegalStateException if it does not follow
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

  /// Whether nothing more is said of it.
  boolean isOver() {
    return state.isOver();
  }

  /// Whether its run has been answered, be it by a refusal.
  boolean isAnswered() {
    return state != State.UNANSWERED;
  }

  /// Executes it on this thread until its end, unless it is over before it begins. Throws nothing:
  /// this thread goes on to the next command.
  void execute() {
    try {
      try {
        if (!isOver()) {
          switch (task.execute(shared.runtime(), shared.activity())) {
            case Outcome.Returned(int code) -> end(code);
            case Outcome.Threw(Throwable failure) -> fail(failure);
          }
        }
      } finally {
        end(FAILED); // if even telling the failure has failed
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
    if (!refuse(Failures.answer(requestId, failure))) {
      task.lastWords(Failures.textWithCode(failure));
      end(FAILED);
    }
    writer.flush(); // before the log, which may have to wait for whoever reads it
    shared
        .log()
        .failure("command " + pid + " (" + Excerpt.of(task.program(), SHOWN) + ") failed", failure);
  }

  /// Answers that it runs, unless it has been answered before. Never waits; the caller has it sent.
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

  /// Answers that it runs, from a thread that must not wait.
  void acceptNow() {
    if (state == State.UNANSWERED) {
      accept();
      writer.requestFlush();
    }
  }

  /// Refuses it; or ends it as failed, if it was answered while a thread was being looked for.
  void endUnexecuted(Response.Error refusal) {
    if (!refuse(refusal)) {
      say(refusal.message());
      end(FAILED);
    }
    writer.requestFlush();
  }

  /// Refuses it, unless it has been answered before. Never waits; the caller has it sent.
  private synchronized boolean refuse(Response.Error answer) {
    if (state != State.UNANSWERED) {
      return false;
    }
    task.silence();
    writer.enqueue(answer);
    state = state.to(State.REFUSED);
    return true;
  }

  /// Ends it with this exit code, unless it is over. Never waits; the caller has it sent.
  private synchronized void end(int code) {
    if (!state.isOver()) {
      accept();
      Event end = new Event.ProcessStatus(pid, false, code, Bytes.EMPTY, Bytes.utf8(lastWords));
      task.silence(); // before the end is added: no output may follow it
      state = state.to(State.ENDED);
      writer.enqueueLast(end);
    }
  }

  /// The last line of its standard error, which its end brings along.
  synchronized void say(String line) {
    lastWords = line + "\n";
  }

  /// Begins its end by a signal, with some time for ending by itself.
  void beginEnd(Signal signal, long graceNanos) {
    if (!isOver()) {
      task.beginEnd(signal, graceNanos);
      forceEndAfter(graceNanos);
    }
  }

  /// The same for one of many, whose programs are ended together.
  ///
  /// @return whether its programs are to get the signal, too
  boolean beginEndAmongMany(Signal signal, long graceNanos) {
    if (isOver()) {
      return false;
    }
    boolean signalled = task.beginEndAmongMany(signal);
    forceEndAfter(graceNanos);
    return signalled;
  }

  private void forceEndAfter(long graceNanos) {
    writer.recheck();
    var _ = shared.clock().schedule(this::forceEnd, graceNanos, TimeUnit.NANOSECONDS);
  }

  /// Ends it whether its thread has left or not. Never waits.
  void forceEnd() {
    if (!isOver()) {
      task.forceEnd();
      end(FORCED);
      writer.recheck();
      writer.requestFlush();
    }
  }

  @Override
  public void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
    accept();
    writer.output(pid, WireChannel.of(channel), buffer, from, length, check);
  }

  @Override
  public boolean offer(
      OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
    accept();
    return writer.offer(pid, WireChannel.of(channel), buffer, from, length, check);
  }

  @Override
  public void started() {
    if (state == State.UNANSWERED) {
      accept();
      writer.flush(); // the program may run for long
    }
  }
}
