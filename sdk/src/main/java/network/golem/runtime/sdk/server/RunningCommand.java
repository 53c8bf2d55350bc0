package network.golem.runtime.sdk.server;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.sdk.command.CommandTask;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.command.Stack;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.messages.Excerpt;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.Programs;

/// A command as the supervisor sees it: a run that is answered once, with a pid or an error, and
/// then has output and exactly one end, after which nothing more is said of it.
///
/// The answer and the started event leave together, at the first visible effect or after a quarter
/// of a second: until then, a failure is an error answer, which is what a requestor gets to read.
final class RunningCommand implements OutputSink {
  private static final int FAILED = 1;
  private static final int FORCED = 137;
  private static final int SHOWN = 256;

  private final long requestId;
  private final long pid;
  private final FrameWriter writer;
  private final ScheduledExecutorService clock;
  private final Log log;
  private final CommandTask task;

  /// Set under this object's lock, which nobody holds while writing.
  private volatile boolean accepted;

  private volatile boolean ended;

  /// What its end says on standard error.
  private volatile String lastWords = "";

  RunningCommand(
      long requestId,
      long pid,
      CommandLine line,
      FrameWriter writer,
      ScheduledExecutorService clock,
      Log log,
      Programs programs) {
    this.requestId = requestId;
    this.pid = pid;
    this.writer = writer;
    this.clock = clock;
    this.log = log;
    this.task = new CommandTask(pid, line.program(), line.arguments(), this, clock, programs);
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

  boolean isEnded() {
    return ended;
  }

  /// Whether its run has been answered, be it by a refusal.
  boolean isAnswered() {
    return accepted || ended;
  }

  /// Executes it, on this thread, until its end.
  void execute(CommandTask.Body body) {
    if (ended) {
      return;
    }
    try {
      switch (task.execute(body)) {
        case Outcome.Returned(int code) -> ended(code);
        case Outcome.Threw(Throwable failure) -> fail(failure);
      }
    } finally {
      ended(FAILED); // had even the telling of the failure failed
      task.release();
    }
    writer.push();
  }

  private void fail(Throwable failure) {
    if (failure instanceof Error) {
      writer.recover();
    }
    if (!refuse(Failures.answer(requestId, failure))) {
      task.lastWords(Failures.textWithCode(failure));
      ended(FAILED);
    }
    writer.push(); // before the log, which may have to wait for whoever reads it
    log.failure("command " + pid + " (" + Excerpt.of(task.program(), SHOWN) + ") failed", failure);
  }

  /// Answers that it runs, unless it has been answered before. Never waits, and leaves the sending
  /// to the caller.
  private void accept() {
    if (!accepted) {
      Stack.ensureRoom();
      synchronized (this) {
        if (!accepted && !ended) {
          writer.post(new Response.RunProcess(requestId, pid), Event.ProcessStatus.started(pid));
          accepted = true;
        }
      }
    }
  }

  /// Answers that it runs, from a thread that must not wait.
  void acceptNow() {
    if (!accepted) {
      accept();
      writer.wake();
    }
  }

  /// Refuses it; or ends it as failed, if it was answered while a thread was being looked for.
  void endUnexecuted(Response.Error refusal) {
    if (!refuse(refusal)) {
      say(refusal.message());
      ended(FAILED);
    }
    writer.wake();
  }

  /// Refuses it. False where it has been answered before. Never waits, and leaves the sending to
  /// the caller.
  synchronized boolean refuse(Response.Error answer) {
    if (accepted || ended) {
      return false;
    }
    ended = true;
    writer.post(answer);
    return true;
  }

  /// Ends it with this exit code, unless it has ended before. Never waits, and leaves the sending
  /// to the caller.
  private synchronized void ended(int code) {
    if (!ended) {
      accept();
      Event end = new Event.ProcessStatus(pid, false, code, Bytes.EMPTY, Bytes.utf8(lastWords));
      ended = true; // before it is told: no output may follow
      writer.postLast(end);
    }
  }

  /// The last line of its standard error, which its end brings along.
  void say(String line) {
    lastWords = line + "\n";
  }

  /// Begins its end by a signal, with some time for ending by itself.
  void beginEnd(Signal signal, long graceNanos) {
    if (ended) {
      return;
    }
    task.beginEnd(signal, graceNanos);
    forceEndAfter(graceNanos);
  }

  /// The same for one of many, whose programs are ended together.
  ///
  /// @return whether its programs are to get the signal, too
  boolean beginEndAmongMany(Signal signal, long graceNanos) {
    if (ended) {
      return false;
    }
    boolean signalled = task.beginEndAmongMany(signal);
    forceEndAfter(graceNanos);
    return signalled;
  }

  private void forceEndAfter(long graceNanos) {
    writer.gateClosed();
    var _ = clock.schedule(this::forceEnd, graceNanos, TimeUnit.NANOSECONDS);
  }

  /// Ends it whether its thread has left or not. Never waits.
  void forceEnd() {
    if (!ended) {
      task.forceEnd();
      ended(FORCED);
      writer.gateClosed();
      writer.wake();
    }
  }

  @Override
  public void write(OutputChannel channel, byte[] buffer, int from, int length) {
    accept();
    writer.output(pid, WireChannel.of(channel), buffer, from, length, this::checkOpen);
  }

  @Override
  public boolean offer(OutputChannel channel, byte[] buffer, int from, int length) {
    accept();
    return writer.offer(pid, WireChannel.of(channel), buffer, from, length, this::checkOpen);
  }

  @Override
  public void started() {
    if (!accepted) {
      accept();
      writer.push(); // the program may run for long
    }
  }

  private void checkOpen() {
    task.checkNotSilenced();
    if (ended) {
      throw new CancellationException("the command has ended, so nobody reads what it prints");
    }
  }
}
