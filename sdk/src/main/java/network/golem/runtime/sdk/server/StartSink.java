package network.golem.runtime.sdk.server;

import java.util.concurrent.CancellationException;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.frames.SendCheck;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;

/// The output of `start`. Until `start` returns, the supervisor shows it as such. After that, the
/// supervisor would take it for a command's output, because it binds an unknown pid to the run that
/// it is waiting for. So later output goes to the log.
final class StartSink implements OutputSink {
  private static final long PID = 0;

  private final FrameWriter writer;
  private final Log log;

  /// Set once. It is read under the writer's lock, which must not be held up; after setting it, the
  /// writer is made to check again.
  private volatile boolean closed;

  StartSink(FrameWriter writer, Log log) {
    this.writer = writer;
    this.log = log;
  }

  /// Called when `start` has returned, or hello is about to be answered: from then on, its output
  /// goes to the log.
  void close() {
    closed = true;
    writer.recheck();
  }

  @Override
  public void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
    if (!closed) {
      try {
        writer.output(PID, WireChannel.of(channel), buffer, from, length, () -> checkOpen(check));
        return;
      } catch (CancellationException e) {
        if (!closed) {
          throw e;
        }
      }
    }
    check.check();
    log.raw(buffer, from, length);
  }

  @Override
  public boolean offer(
      OutputChannel channel, byte[] buffer, int from, int length, SendCheck check) {
    if (closed) {
      check.check();
      log.raw(buffer, from, length);
      return true;
    }
    return writer.offer(PID, WireChannel.of(channel), buffer, from, length, () -> checkOpen(check));
  }

  @Override
  public void recheck() {
    writer.recheck();
  }

  @Override
  public void started() {
    // not reported: the supervisor would take this unknown pid for the command that it is waiting
    // for
  }

  private void checkOpen(SendCheck check) {
    check.check();
    if (closed) {
      throw new CancellationException("start has returned");
    }
  }
}
