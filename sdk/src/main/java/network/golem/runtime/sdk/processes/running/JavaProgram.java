package network.golem.runtime.sdk.processes.running;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.processes.accounting.Exit;
import org.jspecify.annotations.Nullable;

/// A program that the JDK has started. Each of its outputs is read by a thread of its own.
public final class JavaProgram implements StartedProgram {
  private static final long AFTERWARDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int BLOCK = 16 * 1024;

  private final Process process;
  private @Nullable Thread feeder;

  public JavaProgram(Process process) {
    this.process = process;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void feed(ProgramInput input) {
    feeder =
        Thread.ofPlatform()
            .daemon()
            .name("program-input")
            .start(() -> copy(input, process.getOutputStream()));
  }

  private static void copy(ProgramInput from, OutputStream to) {
    try (to) {
      long _ = from.transferTo(to);
    } catch (IOException e) {
      // the program no longer reads, or has been ended
    } catch (Throwable e) { // such as OutOfMemoryError
      IOException _ = from.failed(e);
    }
  }

  @Override
  public Exit await(ProgramOutput output, Runnable beforeGivingUp) throws InterruptedException {
    Object lock = new Object();
    try {
      List<Pump> pumps =
          List.of(
              new Pump(process.getInputStream(), OutputChannel.STDOUT, output, lock),
              new Pump(process.getErrorStream(), OutputChannel.STDERR, output, lock));
      int code = process.waitFor();
      for (Pump pump : pumps) {
        pump.finish();
      }
      return new Exit(code, Duration.ZERO);
    } catch (Throwable e) { // even if there is no thread for a pump
      beforeGivingUp.run();
      throw e;
    } finally {
      stopFeeding();
    }
  }

  private void stopFeeding() {
    Thread started = feeder;
    if (started != null) {
      started.interrupt();
    }
  }

  @Override
  public boolean hasEnded() {
    return !process.isAlive();
  }

  @Override
  public void end() {
    var _ = process.destroyForcibly();
    stopFeeding();
  }

  /// Reads one output.
  private static final class Pump {
    private final InputStream from;
    private final OutputChannel channel;
    private final ProgramOutput output;
    private final Object lock;
    private final Thread thread;

    /// The number of bytes read, and the number of those that have been passed on.
    private final AtomicLong read = new AtomicLong();

    private final AtomicLong handedOn = new AtomicLong();
    private volatile boolean late;
    private volatile @Nullable Throwable failure;

    Pump(InputStream from, OutputChannel channel, ProgramOutput output, Object lock) {
      this.from = from;
      this.channel = channel;
      this.output = output;
      this.lock = lock;
      this.thread = Thread.ofPlatform().daemon().name("program-output").start(this::untilEnd);
    }

    private void untilEnd() {
      try (from) {
        byte[] bytes = new byte[OutputSink.HEADROOM + BLOCK];
        while (true) {
          int count = from.read(bytes, OutputSink.HEADROOM, BLOCK);
          if (count < 0) {
            return;
          }
          long _ = read.addAndGet(count);
          handOn(bytes, count);
          long _ = handedOn.addAndGet(count);
        }
      } catch (IOException e) {
        // closed: nothing more will arrive
      } catch (Throwable e) { // the command must not print any more, or OutOfMemoryError
        failure = e;
      }
    }

    private void handOn(byte[] bytes, int count) {
      if (late) {
        output.late(bytes, OutputSink.HEADROOM, count);
      } else {
        synchronized (lock) {
          output.write(channel, bytes, OutputSink.HEADROOM, count);
        }
      }
    }

    /// Called when the program has ended. Waits until everything in the pipe has been read, and a
    /// little longer if the output stays open.
    void finish() throws InterruptedException {
      long lying = read.get() + available();
      long deadline = 0;
      while (!thread.join(Duration.ofMillis(5))) {
        if (handedOn.get() >= lying && deadline == 0) {
          deadline = System.nanoTime() + AFTERWARDS_NANOS;
        }
        if (deadline != 0 && deadline - System.nanoTime() <= 0) {
          late = true;
          return;
        }
      }
      Throwable thrown = failure;
      if (thrown instanceof RuntimeException refused) {
        throw refused;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw new IllegalStateException(thrown);
      }
    }

    private int available() {
      try {
        return from.available();
      } catch (IOException e) {
        return 0; // closed
      }
    }
  }
}
