package network.golem.runtime.sdk.server;

import java.util.concurrent.CancellationException;
import network.golem.runtime.sdk.frames.FrameWriter;
import network.golem.runtime.sdk.frames.SendCheck;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;

/// What `start` prints. Until it returns, the supervisor shows it as the output of `start`. Later,
/// the same bytes would take the place of a command: the supervisor binds a pid that it does not
/// know to the run that it waits for. So they go to the log.
final class StartSink implements OutputSink {
  private static final long PID = 0;

  private final FrameWriter writer;
  private final Log log;

  /// Never opened again, and asked under the writer's lock, which must not be held up: whoever
  /// closes has the writer ask again afterwards.
  private volatile boolean closed;

  StartSink(FrameWriter writer, Log log) {
    this.writer = writer;
    this.log = log;
  }

  /// `start` has returned.
  void close() {
    closed = true;
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
  public void started() {
    // the supervisor is not told: a pid that no run has asked for would take a command's place
  }

  private void checkOpen(SendCheck check) {
    check.check();
    if (closed) {
      throw new CancellationException("start has returned");
    }
  }
}
