package network.golem.runtime.sdk.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import network.golem.runtime.sdk.frames.SendCheck;
import network.golem.runtime.sdk.output.CommandOutput;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.ProgramGroup;
import org.jspecify.annotations.Nullable;

/// How a command ends: what a signal does to it, and until when it may print.
///
/// The first signal that begins the end calls the author's handler; without one, it goes to the
/// programs that the command waits for; without those, it interrupts the command's thread, and from
/// then on printing is refused. [State] has all transitions; the package's documentation draws
/// them.
final class Termination implements SendCheck {
  /// How long before the end of its grace a command's programs are killed, so that the last of
  /// their output can still be sent: this, but a part of the grace at most.
  static final long FOR_LAST_OUTPUT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final double PART_FOR_LAST_OUTPUT = 0.4;

  private final CommandOutput output;
  private final ProgramGroup programs;
  private final ScheduledExecutorService clock;

  /// Neither this object's monitor nor the command's: the author has the command, and may hold its
  /// monitor. No other lock is taken under this one.
  private final Object lock = new Object();

  /// Written under the lock. [#check()] reads it without: it must not block. That is enough, as a
  /// command that must not print once never may again, and whoever makes it so has the frame writer
  /// ask again afterwards.
  private volatile State state = State.WAITING;

  /// The first signal that began the end; `null` before. Written under the lock, once. It is read
  /// without by those that have seen an effect of it, such as a refused print: it was written
  /// before that effect.
  private volatile @Nullable Signal signal;

  /// Whether there has been a program. Written under the lock, and only ever to true. Whoever reads
  /// false without the lock might as well have asked a moment earlier.
  private volatile boolean executed;

  @GuardedBy("lock")
  private @Nullable Thread thread;

  @GuardedBy("lock")
  private @Nullable IntConsumer onKill;

  /// How many programs the command is waiting for.
  @GuardedBy("lock")
  private int executing;

  /// Where a command stands.
  enum State {
    /// No thread executes it yet.
    WAITING,
    /// The author's code works on it.
    RUNNING,
    /// The same, and its end has begun: the author's handler or its programs deal with that.
    ENDING,
    /// The author's code has left it; what it failed with may still be printed.
    LEFT,
    /// It must not print any more. The author's code may still work on it, or never begin.
    SILENCED,
    /// It must not print any more, and the author's code has left it.
    OVER;

    /// @throws IllegalStateException if it does not follow
    State to(State next) {
      boolean follows =
          switch (this) {
            case WAITING -> next == RUNNING || next == SILENCED;
            case RUNNING -> next == ENDING || next == SILENCED || next == LEFT;
            case ENDING -> next == SILENCED || next == LEFT;
            case LEFT, SILENCED -> next == OVER;
            case OVER -> false;
          };
      if (!follows) {
        throw new IllegalStateException("a command does not become " + next + " after " + this);
      }
      return next;
    }

    private boolean hasLeft() {
      return this == LEFT || this == OVER;
    }

    private boolean isSilent() {
      return this == SILENCED || this == OVER;
    }
  }

  Termination(OutputSink sink, ProgramGroup programs, ScheduledExecutorService clock) {
    this.output = new CommandOutput(sink, this, clock);
    this.programs = programs;
    this.clock = clock;
  }

  /// What the command prints; it asks this object whether that may be sent.
  CommandOutput output() {
    return output;
  }

  State state() {
    return state;
  }

  /// The command is executed by this thread from now on.
  ///
  /// @return whether it is to begin; not if a signal came before
  boolean enter() {
    synchronized (lock) {
      if (state == State.SILENCED) {
        return false;
      }
      state = state.to(State.RUNNING);
      thread = Thread.currentThread();
      return true;
    }
  }

  /// It no longer is: signals find nothing.
  void leave() {
    synchronized (lock) {
      state = state.to(state == State.SILENCED ? State.OVER : State.LEFT);
      thread = null;
      boolean _ = Thread.interrupted(); // the thread goes on to the next command
    }
  }

  /// Nothing more is printed.
  void silence() {
    synchronized (lock) {
      becomeSilent();
    }
  }

  @GuardedBy("lock")
  private void becomeSilent() {
    if (!state.isSilent()) {
      state = state.to(state == State.LEFT ? State.OVER : State.SILENCED);
    }
  }

  /// The time for returning by itself is over.
  void force() {
    synchronized (lock) {
      becomeSilent();
      interrupt();
    }
  }

  @GuardedBy("lock")
  private void interrupt() {
    if (thread != null) {
      thread.interrupt();
    }
  }

  /// @throws CancellationException if the command must not print any more
  @Override
  public void check() {
    if (state.isSilent()) {
      throw signal == null
          ? new CancellationException("the command has ended; its output is discarded")
          : killed();
    }
  }

  private CancellationException killed() {
    Signal known = signal;
    return new CancellationException(
        "the command was killed" + (known == null ? "" : " by signal " + known.number()));
  }

  boolean isOnThisThread() {
    synchronized (lock) {
      return thread == Thread.currentThread();
    }
  }

  /// The signal that began the end; `null` if there was none.
  @Nullable Signal signal() {
    return signal;
  }

  void onKill(IntConsumer handler) {
    synchronized (lock) {
      onKill = handler;
      Signal known = signal;
      if (known != null && !call(handler, known)) {
        onKill = null;
      }
    }
  }

  /// A program is about to be executed.
  ///
  /// @throws CancellationException if the command has been killed
  void enterProgram() {
    synchronized (lock) {
      if (state.hasLeft()) {
        throw new IllegalStateException("the command has ended, so it executes no programs");
      }
      if (state.isSilent() || isEndedBySignal()) {
        throw killed();
      }
      executing++;
      executed = true;
    }
  }

  /// Whether a signal has begun the end that no handler of the author's deals with.
  @GuardedBy("lock")
  private boolean isEndedBySignal() {
    return signal != null && onKill == null;
  }

  /// It runs.
  ///
  /// @throws CancellationException if the command has been killed meanwhile: it is ended at once
  void programStarted() {
    synchronized (lock) {
      if (isEndedBySignal()) {
        throw killed();
      }
    }
  }

  /// It has ended. If that was by a kill, the command's own turn comes now.
  void leaveProgram() {
    synchronized (lock) {
      executing--;
      if (executing == 0 && isEndedBySignal()) {
        becomeSilent();
        interrupt();
      }
    }
  }

  boolean hasExecuted() {
    return executed;
  }

  /// Begins the end, as this signal does: by the author's handler; else, if no program is being
  /// waited for, by silence and interruption. Both learn of the first such signal only.
  ///
  /// @return whether the programs are to get the signal, too
  boolean begin(Signal by) {
    boolean interrupts;
    boolean reachesPrograms;
    synchronized (lock) {
      if (state.hasLeft()) {
        return false;
      }
      interrupts = isFirst(by) && onKill == null && executing == 0;
      reachesPrograms = executed && onKill == null;
    }
    if (interrupts) {
      output.offerRest(); // takes other locks, so not under this one
      interruptUnlessLeft();
    }
    return reachesPrograms;
  }

  /// The first signal changes the state, and calls the handler.
  @GuardedBy("lock")
  private boolean isFirst(Signal by) {
    if (signal != null) {
      return false;
    }
    signal = by;
    switch (state) {
      case WAITING -> state = state.to(State.SILENCED); // it never begins
      case RUNNING -> state = state.to(State.ENDING);
      case ENDING, LEFT, SILENCED, OVER -> {}
    }
    IntConsumer handler = onKill;
    if (handler != null && !call(handler, by)) {
      onKill = null;
    }
    return true;
  }

  private void interruptUnlessLeft() {
    synchronized (lock) {
      if (!state.hasLeft()) {
        becomeSilent();
        interrupt();
      }
    }
  }

  /// What programs have of a grace for ending by themselves.
  static long forPrograms(long graceNanos) {
    return graceNanos - Math.min(FOR_LAST_OUTPUT_NANOS, (long) (graceNanos * PART_FOR_LAST_OUTPUT));
  }

  /// Ends the programs: by this signal, if it is for them, and by force when the grace is almost
  /// over.
  void endPrograms(Signal by, boolean reachesPrograms, long graceNanos) {
    if (executed) {
      var _ = clock.schedule(programs::beginKill, forPrograms(graceNanos), TimeUnit.NANOSECONDS);
      boolean _ = reachesPrograms && programs.signal(by);
    }
  }

  /// Delivers a signal that does not begin the end.
  ///
  /// @return false if neither a handler nor a program takes it
  boolean deliver(Signal other) {
    synchronized (lock) {
      IntConsumer handler = onKill;
      if (handler != null) {
        return call(handler, other);
      }
    }
    return executed && programs.sends(other) && programs.signal(other);
  }

  /// Calls the author's handler on a thread of its own, so under no lock.
  ///
  /// @return false if there is no thread: the handler is as good as none
  private boolean call(IntConsumer handler, Signal with) {
    try {
      Thread.ofPlatform()
          .daemon()
          .name("on-kill")
          .start(() -> {
            try {
              handler.accept(with.number());
            } catch (RuntimeException | Error e) { // a handler that fails is as good as none
              if (!with.beginsTheEnd()) {
                throw e; // to the log
              }
              force();
            }
          });
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }
}
