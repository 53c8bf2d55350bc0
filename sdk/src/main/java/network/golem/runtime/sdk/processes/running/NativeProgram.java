package network.golem.runtime.sdk.processes.running;

import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.accounting.Exit;
import network.golem.runtime.sdk.processes.accounting.Offspring;
import network.golem.runtime.sdk.processes.accounting.Reaper;
import org.jspecify.annotations.Nullable;

/// A program that was started by `posix_spawn`.
public final class NativeProgram implements StartedProgram {
  private final long pid;
  private final String owner;

  // The descriptors that this object still owns; -1 if it does not.
  private int out;
  private int err;
  private int in;

  private @Nullable Feeder feeder;
  private final Offspring offspring;

  /// Set once the program has been waited for, by the thread that waits. From then on, its pid may
  /// belong to another process.
  private volatile boolean waitedFor;

  /// @param offspring notified of its end
  public NativeProgram(long pid, String owner, int out, int err, int in, Offspring offspring) {
    this.pid = pid;
    this.owner = owner;
    this.out = out;
    this.err = err;
    this.in = in;
    this.offspring = offspring;
  }

  /// Has the JVM make what waiting for a program needs, by waiting for none.
  public static void warmUp() {
    OutputWatch.warmUp();
  }

  @Override
  public long pid() {
    return pid;
  }

  @Override
  public void feed(ProgramInput input) {
    feeder = Feeder.start(input, in);
    in = -1;
  }

  @Override
  public Exit await(ProgramOutput output, Runnable beforeGivingUp) throws InterruptedException {
    try (MemoryScope scope = new MemoryScope();
        OutputWatch watch = new OutputWatch(scope, this, out, err, output)) {
      out = -1; // the watch closes them
      err = -1;
      try {
        return watch.untilEnd();
      } catch (Throwable e) { // even what passing on the output throws
        beforeGivingUp.run();
        throw e;
      }
    } finally {
      stopFeeding();
    }
  }

  @Override
  public boolean hasEnded() {
    return waitedFor;
  }

  @Override
  public void end() {
    if (waitedFor) {
      return;
    }
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      int _ = posix.kill(pid, Signal.KILL);
      while (posix.awaitEnd(pid) < 0 && posix.errno() == Posix.EINTR) {}
      Exit _ = reap(scope, posix);
      for (int descriptor : new int[] {out, err, in}) {
        if (descriptor >= 0) {
          posix.close(descriptor);
        }
      }
      out = -1;
      err = -1;
      in = -1;
    } finally {
      stopFeeding();
    }
  }

  private void stopFeeding() {
    Feeder started = feeder;
    if (started != null) {
      started.stop();
    }
  }

  /// Reaps the program when it has ended.
  Exit reap(MemoryScope scope, Posix posix) {
    try {
      return offspring.reap(pid, owner, () -> Reaper.reap(pid, scope, posix));
    } finally { // if it throws, something else has waited for it
      waitedFor = true;
    }
  }
}
