package network.golem.runtime.sdk.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Optional;
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

/// How a command ends: the effect of signals, and how long it may print.
///
/// The first signal that begins the end calls the author's handler; without one, it goes to the
/// programs that the command waits for; without those, the command's thread is interrupted, and
/// from then on printing is refused. [State] defines all transitions; the package's documentation
/// shows a diagram.
final class Termination implements SendCheck {
  private final OutputSink sink;
  private final CommandOutput output;
  private final ProgramGroup programs;
  private final ScheduledExecutorService clock;

  /// A private lock, because the author has access to the command and may hold its monitor. No
  /// other lock is taken under this one, and no code of the author is called.
  private final Object lock = new Object();

  /// Written under the lock. [#check()] reads it without the lock, because it must not block. That
  /// is sufficient: once a command must not print, it never may again, and after a change that
  /// silences its thread, the sink is made to check again. After [#silence()] it is not: only
  /// threads that the author has left running can be waiting for room then, and they check when
  /// there is some.
  private volatile State state = State.WAITING;

  /// The first signal that began the end; `null` before. Written once, under the lock. It may be
  /// read without the lock after an effect of it, such as a refused print, because it is written
  /// before that effect.
  private volatile @Nullable Signal signal;

  /// Whether there has been a program. Only ever set to true, under the lock. A thread that reads
  /// false without the lock might as well have read it a moment earlier.
  private volatile boolean executed;

  @GuardedBy("lock")
  private @Nullable Thread thread;

  /// How many threads are about to interrupt that one, which leaves only afterwards.
  @GuardedBy("lock")
  private int interrupting;

  @GuardedBy("lock")
  private @Nullable IntConsumer onKill;

  /// The number of programs that the command is waiting for.
  @GuardedBy("lock")
  private int executing;

  /// The state of a command.
  enum State {
    /// No thread executes it yet.
    WAITING,
    /// The author's code is executing it.
    RUNNING,
    /// The author's code is executing it, and its end has begun: the author's handler or its
    /// programs must end it.
    ENDING,
    /// The author's code has returned or thrown; the exception may still be printed.
    LEFT,
    /// It must not print any more. The author's code may still be executing it, or will never
    /// begin.
    SILENCED,
    /// It must not print any more, and the author's code has returned or thrown.
    OVER;

    /// @throws IllegalStateException if the transition is not allowed
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
    this.sink = sink;
    this.output = new CommandOutput(sink, this, clock);
    this.programs = programs;
    this.clock = clock;
  }

  /// The command's output, which checks with this object before it sends anything.
  CommandOutput output() {
    return output;
  }

  State state() {
    return state;
  }

  /// Called by the thread that begins to execute the command.
  ///
  /// @return whether to begin; false if a signal has arrived before
  boolean enter() {
    synchronized (lock) {
      if (state == State.SILENCED) {
        return false;
      }
      state = state.to(State.RUNNING);
      thread = Thread.currentThread();
      boolean _ = Thread.interrupted(); // it was meant for what this thread did before
      return true;
    }
  }

  /// The thread that executes the command; empty if none does now.
  Optional<Thread> thread() {
    synchronized (lock) {
      return Optional.ofNullable(thread);
    }
  }

  /// Called when the thread has left the command, so that signals no longer have an effect.
  void leave() {
    synchronized (lock) {
      state = state.to(state == State.SILENCED ? State.OVER : State.LEFT);
      thread = null;
      awaitInterrupts();
      boolean _ = Thread.interrupted(); // it must not affect what is still to be sent
    }
  }

  @GuardedBy("lock")
  private void awaitInterrupts() {
    while (interrupting > 0) {
      try {
        lock.wait();
      } catch (InterruptedException e) {
        // it is what this waits for
      }
    }
  }

  /// Refuses all further output: its end is about to be reported.
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

  /// Called when the grace period is over.
  void force() {
    Thread driven;
    synchronized (lock) {
      driven = driveOut();
    }
    interrupt(driven);
  }

  /// Refuses the next print of the author's code, and begins to interrupt it. The caller passes the
  /// result to [#interrupt(Thread)] when it has released the lock.
  @GuardedBy("lock")
  private @Nullable Thread driveOut() {
    becomeSilent();
    Thread driven = thread;
    if (driven != null) {
      interrupting++;
    }
    return driven;
  }

  /// Interrupts the author's code, and makes the sink check again. Not under the lock: a thread
  /// that is blocked in a channel of the author's is interrupted by the author's
  /// `implCloseChannel`.
  private void interrupt(@Nullable Thread driven) {
    if (driven != null) {
      try {
        driven.interrupt();
      } finally {
        synchronized (lock) {
          interrupting--;
          lock.notifyAll();
        }
      }
    }
    sink.recheck();
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

  /// Called before a program is executed.
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

  /// Whether a signal has begun the end, and the author has no handler for it.
  @GuardedBy("lock")
  private boolean isEndedBySignal() {
    return signal != null && onKill == null;
  }

  /// Called when the program has been started.
  ///
  /// @throws CancellationException if the command has been killed in the meantime; the program is
  ///   then ended at once
  void programStarted() {
    synchronized (lock) {
      if (isEndedBySignal()) {
        throw killed();
      }
    }
  }

  /// Called when the program has ended. If it was killed, the command itself is ended next.
  void leaveProgram() {
    Thread driven;
    synchronized (lock) {
      executing--;
      if (executing > 0 || !isEndedBySignal()) {
        return;
      }
      driven = driveOut();
    }
    interrupt(driven);
  }

  boolean hasExecuted() {
    return executed;
  }

  /// Begins the end by a signal. Calls the author's handler; without one, and if the command waits
  /// for no program, silences the command and interrupts its thread. Only the first such signal
  /// does this.
  ///
  /// @return whether the programs should get the signal, too
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
      driveOutUnhandled();
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

  /// Sends the output so far, if there is room, and ends the command, unless it has left or has a
  /// handler by then.
  private void driveOutUnhandled() {
    output.offerRest(); // not under the lock, because it takes other locks
    Thread driven;
    synchronized (lock) {
      if (state.hasLeft() || onKill != null) {
        return;
      }
      driven = driveOut();
    }
    interrupt(driven);
  }

  /// Continues as if there were no handler, because this one has failed: the programs get the
  /// signal, and if the command waits for none, it is silenced and interrupted. The grace period
  /// has begun with the signal.
  @SuppressWarnings("ReferenceEquality") // this handler, not one that is equal to it
  private void endWithout(IntConsumer failed, Signal by) {
    boolean interrupts;
    boolean reachesPrograms;
    synchronized (lock) {
      if (state.hasLeft() || onKill != failed) { // another one has got the signal meanwhile
        return;
      }
      onKill = null;
      interrupts = executing == 0;
      reachesPrograms = executed;
    }
    if (interrupts) {
      driveOutUnhandled();
    }
    boolean _ = reachesPrograms && programs.signal(by);
  }

  /// Ends the programs: by this signal, if they should get it, and by SIGKILL when the grace period
  /// is almost over. A program that the command executes only after the signal, because it has a
  /// handler, is killed at the end of the grace period.
  void endPrograms(Signal by, boolean reachesPrograms, long graceNanos) {
    boolean kills = executed;
    if (kills || isHandled()) {
      long patience = kills ? ProgramGrace.within(graceNanos) : graceNanos;
      var _ = clock.schedule(this::killPrograms, patience, TimeUnit.NANOSECONDS);
    }
    boolean _ = reachesPrograms && programs.signal(by);
  }

  private boolean isHandled() {
    synchronized (lock) {
      return onKill != null;
    }
  }

  private void killPrograms() {
    if (executed) {
      programs.beginKill();
    }
  }

  /// Delivers a signal that does not begin the end.
  ///
  /// @return false if there is neither a handler nor a program for it
  boolean deliver(Signal other) {
    synchronized (lock) {
      IntConsumer handler = onKill;
      if (handler != null) {
        return call(handler, other);
      }
    }
    return executed && programs.sends(other) && programs.signal(other);
  }

  /// Calls the author's handler on a thread of its own, which holds no lock.
  ///
  /// @return false if no thread is available, as if there were no handler
  private boolean call(IntConsumer handler, Signal with) {
    try {
      Thread.ofPlatform()
          .daemon()
          .name("on-kill")
          .start(() -> {
            try {
              handler.accept(with.number());
            } catch (RuntimeException | Error e) { // as if there were no handler
              if (!with.beginsTheEnd()) {
                throw e; // to the log
              }
              endWithout(handler, with);
            }
          });
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }
}
