package network.golem.runtime.sdk.command;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import network.golem.runtime.sdk.output.CommandOutput;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.ProgramGroup;
import org.jspecify.annotations.Nullable;

/// What signals do to a command: its programs get them, or its thread is interrupted, or the
/// author's handler is called.
final class Ending {
  /// How long before the end of its grace a command's programs are ended by force, so that the last
  /// of their output can still be handed on: this, but a part of the grace at most.
  static final long FOR_LAST_OUTPUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final double PART_FOR_LAST_OUTPUT = 0.4;

  private final CommandOutput output;
  private final ProgramGroup programs;
  private final ScheduledExecutorService clock;

  /// Not this object's own lock, nor the command's: the author holds that, and may hold its lock.
  private final Object lock = new Object();

  private @Nullable Thread thread;
  private @Nullable IntConsumer onKill;
  private boolean finished;

  /// How many programs are being waited for.
  private int executing;

  /// Whether there has been a program.
  private volatile boolean executed;

  /// The signal that began the end; `null` before.
  private volatile @Nullable Signal endSignal;

  /// From then on, printing is refused.
  private volatile boolean silenced;

  Ending(CommandOutput output, ProgramGroup programs, ScheduledExecutorService clock) {
    this.output = output;
    this.programs = programs;
    this.clock = clock;
  }

  /// The command is executed by this thread from now on.
  void enter() {
    synchronized (lock) {
      thread = Thread.currentThread();
      if (endSignal != null) {
        thread.interrupt();
      }
    }
  }

  /// It is no longer: signals find nothing.
  void leave() {
    synchronized (lock) {
      thread = null;
      finished = true;
      boolean _ = Thread.interrupted(); // the thread goes on to the next command
    }
  }

  boolean isOnThisThread() {
    synchronized (lock) {
      return thread == Thread.currentThread();
    }
  }

  void onKill(IntConsumer handler) {
    synchronized (lock) {
      onKill = handler;
      Signal signal = endSignal;
      if (signal != null && !call(handler, signal)) {
        onKill = null;
      }
    }
  }

  /// The signal that began the end; `null` if there was none.
  @Nullable Signal signal() {
    return endSignal;
  }

  /// @throws CancellationException where the command must not print any more
  void checkNotSilenced() {
    if (silenced) {
      throw killed();
    }
  }

  private CancellationException killed() {
    Signal signal = endSignal;
    return new CancellationException(
        "the command was killed" + (signal == null ? "" : " by signal " + signal.number()));
  }

  /// A program is about to be executed.
  ///
  /// @throws CancellationException where the command has been killed
  void enterProgram() {
    synchronized (lock) {
      if (finished) {
        throw new IllegalStateException("the command has ended, so it executes no programs");
      }
      if (silenced || (endSignal != null && onKill == null)) {
        throw killed();
      }
      executing++;
      executed = true;
    }
  }

  /// It runs.
  ///
  /// @throws CancellationException where the command has been killed meanwhile: it is ended at once
  void programStarted() {
    synchronized (lock) {
      if (endSignal != null && onKill == null) {
        throw killed();
      }
    }
  }

  /// It has ended. Where that was by a kill, the command's own turn comes now.
  void leaveProgram() {
    synchronized (lock) {
      executing--;
      if (executing == 0 && endSignal != null && onKill == null) {
        silenced = true;
        interrupt();
      }
    }
  }

  boolean hasExecuted() {
    return executed;
  }

  /// Begins the end, as this signal does: by the author's handler; else, where no program is being
  /// waited for, by interruption. Both learn of the first such signal only.
  ///
  /// @return whether the programs are to get the signal, too
  boolean begin(Signal signal) {
    synchronized (lock) {
      if (finished) {
        return false;
      }
      boolean first = endSignal == null;
      endSignal = first ? signal : endSignal;
      IntConsumer handler = onKill;
      if (first && handler != null && !call(handler, signal)) {
        onKill = null;
        handler = null;
      }
      if (first && handler == null && executing == 0) {
        output.offerRest();
        silenced = true;
        interrupt();
      }
      return executed && handler == null;
    }
  }

  /// What programs have of a grace for ending by themselves.
  static long forPrograms(long graceNanos) {
    return graceNanos - Math.min(FOR_LAST_OUTPUT_NANOS, (long) (graceNanos * PART_FOR_LAST_OUTPUT));
  }

  /// Ends the programs: by this signal, where that is for them, and by force when the grace is
  /// almost over.
  void endPrograms(Signal signal, boolean signalled, long graceNanos) {
    if (executed) {
      var _ = clock.schedule(programs::beginKill, forPrograms(graceNanos), TimeUnit.NANOSECONDS);
      boolean _ = signalled && programs.signal(signal);
    }
  }

  /// The time for returning by itself is over.
  void force() {
    synchronized (lock) {
      silenced = true;
      interrupt();
    }
  }

  /// Hands a signal on that does not begin the end. False where there is no use for it.
  boolean handOn(Signal signal) {
    synchronized (lock) {
      IntConsumer handler = onKill;
      if (handler != null) {
        return call(handler, signal);
      }
    }
    return executed && programs.sends(signal) && programs.signal(signal);
  }

  private void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// Calls the author's handler on a thread of its own. False where there is none to be had: the
  /// handler is as good as none.
  private boolean call(IntConsumer handler, Signal signal) {
    try {
      Thread.ofPlatform()
          .daemon()
          .name("on-kill")
          .start(() -> {
            try {
              handler.accept(signal.number());
            } catch (Throwable e) { // a handler that fails is as good as none
              force();
            }
          });
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }
}
