package network.golem.runtime.sdk.invocation;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.activity.DetachedReports;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.command.Clock;
import network.golem.runtime.sdk.command.CommandTask;
import network.golem.runtime.sdk.command.CommandTask.Outcome;
import network.golem.runtime.sdk.commandline.UsageException;
import network.golem.runtime.sdk.frames.SendCheck;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.messages.Excerpt;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.starting.CannotStart;

/// The phases `start` and `run` as processes of their own: plain output, and the command's own exit
/// code.
///
/// @param afterwards runs before the process may exit, even if it exits because of a signal
record OneShot(
    GolemRuntime runtime,
    InvocationActivity activity,
    DetachedReports reports,
    Host host,
    Log log,
    Runnable afterwards) {
  private static final int FAILED = 1;
  private static final int SHOWN = 256;

  /// The supervisor sends SIGKILL one second after SIGTERM.
  private static final long EXIT_MILLIS = 600;

  private static final Duration LEFT_PATIENCE = Duration.ofMillis(100);

  int start(List<String> words) {
    return execute(
        "start",
        words,
        (start, on) -> {
          runtime.start(start, on);
          return 0;
        });
  }

  int run(Optional<String> entrypoint, List<String> words) throws UsageException {
    if (entrypoint.isEmpty() && words.isEmpty()) {
      throw new UsageException(
          "run needs a program: run PROGRAM ARG..., or run --entrypoint PROGRAM -- ARG...");
    }
    String program = entrypoint.orElseGet(words::getFirst);
    List<String> arguments = entrypoint.isPresent() ? words : words.subList(1, words.size());
    return execute(program, arguments, runtime);
  }

  /// @param called its `run` is called
  private int execute(String program, List<String> words, GolemRuntime called) {
    Clock clock = new Clock(host::giveUp);
    CommandTask task =
        new CommandTask(
            1,
            program,
            words,
            host.in(),
            new StreamSink(host.out(), host.err()),
            clock,
            activity.programs());
    CountDownLatch done = new CountDownLatch(1);
    host.onExit(_ -> {
      if (done.getCount() > 0) {
        task.beginEnd(Signal.TERM, TimeUnit.MILLISECONDS.toNanos(EXIT_MILLIS));
        boolean _ = done.await(EXIT_MILLIS, TimeUnit.MILLISECONDS);
      }
    });
    reports.onFailure(_ -> task.beginEnd(Signal.TERM, TimeUnit.SECONDS.toNanos(2)));
    try {
      Outcome outcome = task.execute(called, activity);
      Optional<String> reason = reports.failure();
      if (reason.isPresent()) {
        log.say(reason.get());
        return FAILED;
      }
      if (outcome instanceof Outcome.Threw(Throwable failure)) {
        task.lastWords(Failures.textWithCode(failure));
        log.keep(Excerpt.of(program, SHOWN) + " failed", failure);
        return failure.getCause() instanceof CannotStart cause ? cause.exitCode() : FAILED;
      }
      return exitCode(((Outcome.Returned) outcome).code());
    } finally {
      endAll();
      afterwards.run();
      done.countDown();
      var _ = clock.shutdownNow();
    }
  }

  /// Ends everything that the call has started, because nothing else would ever end it.
  private void endAll() {
    try {
      activity.end(LEFT_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // never interrupted; the exit continues
    }
  }

  /// The exit code within the range of a process, so that 256 does not become 0.
  private int exitCode(int code) {
    if (code >= 0 && code <= 255) {
      return code;
    }
    log.say("exit code " + code + " is out of range (0 to 255); exiting with 255");
    return 255;
  }

  /// The process's own outputs.
  private record StreamSink(OutputStream out, OutputStream err) implements OutputSink {
    @Override
    public void recheck() {
      // only the system makes a print wait here
    }

    @Override
    public void started() {
      // the process is visible to the supervisor anyway
    }

    @Override
    public synchronized void write(
        OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      check.check();
      OutputStream stream = channel == OutputChannel.STDOUT ? out : err;
      try {
        stream.write(buffer, from, length);
        stream.flush();
      } catch (IOException e) {
        throw (CancellationException)
            new CancellationException("the output is not being read: " + e.getMessage())
                .initCause(e);
      }
    }

    /// Never declines: in a process with one command, waiting blocks nothing else.
    @Override
    public boolean offer(
        OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
      write(channel, buffer, from, length, check);
      return true;
    }
  }
}
