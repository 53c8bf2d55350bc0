package network.golem.runtime.sdk.frames;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// Sends frames to the supervisor; nothing else writes to it. The package's documentation explains
/// which thread writes when, shows the states, and says what holds in spite of Errors.
///
/// This class is a monitor. All its state is guarded by one lock, and frames are written outside
/// it, during a thread's turn. Four invariants hold whenever the lock is free:
///
/// - **Order**: at most one thread has the turn, and it owns the batch that was taken out of the
///   queue. No other batch is taken until it has been given back.
/// - **Cut turns**: if a turn is marked as cut short, then it is the one that a thread has now.
/// - **Liveness**: if the queue is not empty, then a thread has the turn, or the flusher is
///   gathering or due, or a caller of [#enqueue(Response, Event...)] or
///   [#enqueueLast(RuntimeMessage)] still owes its [#flush()] or [#requestFlush()].
/// - **Room**: a thread waits for room for its frame only while another one has the turn. Waits for
///   fewer answers, and for the end, rely on Liveness.
public final class FrameWriter {
  /// Output from this size on is written from the caller's buffer: copying it costs more than a
  /// write of its own.
  private static final int DIRECT = 4 * 1024;

  private static final int MOST_ANSWERS = 16_384;

  /// Always fits into an empty pipe (`PIPE_BUF` on Linux).
  private static final int FITS_EMPTY_PIPE = 4096;

  /// Answers this close together are batched.
  private static final long ANSWER_BURST_NANOS = 5_000;

  /// Frames this close together are batched.
  private static final long BURST_NANOS = 20_000;

  private static final long GATHER_NANOS = 200_000;

  /// A command writes at most this many batches before it continues with its own work.
  private static final int ROUNDS = 16;

  /// The flusher's rest, if all is over.
  private static final long OVER = -1;

  private final OutputStream out;
  private final BooleanSupplier outIsEmpty;
  private final Consumer<Throwable> whenBroken;

  private final Thread flusherThread;
  private final OverflowSafeLock lock = new OverflowSafeLock();

  /// Signalled when a turn begins and ends, when a check has to be repeated, and when no more
  /// frames are accepted.
  private final Condition room = lock.newCondition();

  @GuardedBy("lock")
  private final FrameQueue queue = new FrameQueue();

  @GuardedBy("lock")
  private final Burst frames = new Burst(BURST_NANOS);

  @GuardedBy("lock")
  private final Burst answers = new Burst(ANSWER_BURST_NANOS);

  @GuardedBy("lock")
  private Intake intake = Intake.OPEN;

  @GuardedBy("lock")
  private final Flusher flusher;

  /// The thread whose turn it is.
  @GuardedBy("lock")
  private @Nullable Thread writer;

  /// What that thread writes; it owns the batch, whose state is not guarded.
  @GuardedBy("lock")
  private @Nullable Batch batch;

  /// How many turns have ended.
  @GuardedBy("lock")
  private long turns;

  /// The thread whose turn an Error has cut short, so that another one may take it over; `null` if
  /// nobody's was. The thread itself sets it, while the Error passes through this class or its
  /// callers. It does so without the lock, because taking that may fail. Reset under the lock by
  /// the thread that takes the turn over, which may be the same one. Counts only if that thread
  /// still has the turn.
  private volatile @Nullable Thread cutShort;

  /// @param outIsEmpty whether some 4 KiB are certain to be written without blocking
  /// @param whenBroken called under the lock when frames can no longer be sent; from then on they
  ///   are discarded. Called once, unless it throws: then again at the next failure
  public FrameWriter(OutputStream out, BooleanSupplier outIsEmpty, Consumer<Throwable> whenBroken) {
    this(out, outIsEmpty, whenBroken, GATHER_NANOS);
  }

  /// @param gatherNanos how long gathered frames wait for more, at most twice
  FrameWriter(
      OutputStream out,
      BooleanSupplier outIsEmpty,
      Consumer<Throwable> whenBroken,
      long gatherNanos) {
    this.out = out;
    this.outIsEmpty = outIsEmpty;
    this.whenBroken = whenBroken;
    this.flusherThread =
        Thread.ofPlatform().daemon().name("flusher").unstarted(this::flushUntilOver);
    this.flusher = new Flusher(flusherThread, gatherNanos);
    flusherThread.start();
  }

  /// Sends an answer, unless no more frames are accepted. Never waits: the caller writes it only if
  /// it is certain to fit.
  public void answer(Response answer) {
    FrameBuffer frame = new FrameBuffer(128);
    frame.append(answer);
    try {
      write(addAnswer(frame), 1);
    } catch (Error e) {
      leaveToFlusher();
      throw e;
    }
  }

  /// Adds an answer to the turn that this begins, or to the queue.
  private @Nullable Batch addAnswer(FrameBuffer frame) {
    Batch turn = null;
    lock.lock();
    try {
      if (intake == Intake.OPEN) {
        if (answers.isOver()
            && writer == null
            && queue.isWithin(FITS_EMPTY_PIPE - frame.size())
            && outIsEmpty.getAsBoolean()) {
          turn = beginTurn();
          turn.answer(frame);
        } else {
          needFlusher(); // first: it may throw
          queue.answer(frame);
        }
      }
    } finally {
      lock.unlock();
    }
    return turn;
  }

  /// Waits while very many answers have not been sent: a supervisor that sends requests and reads
  /// no answers has to stop at some point.
  public void awaitRoomForAnswers() {
    lock.lock();
    try {
      if (queue.waitingAnswers() >= MOST_ANSWERS) {
        while (intake == Intake.OPEN && queue.waitingAnswers() >= MOST_ANSWERS / 2) {
          lock.await(room);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Adds the answer to a run, followed by the events that belong to it, unless no more frames are
  /// accepted. Never waits. The caller owes a [#flush()] or [#requestFlush()]; the frames may be
  /// sent before that, with others.
  public void enqueue(Response answer, Event... after) {
    lock.lock();
    try {
      if (intake == Intake.OPEN) {
        queue.answer(answer, after);
      }
    } catch (Error e) { // the supervisor waits for what is lost
      breakOff(e);
    } finally {
      lock.unlock();
    }
  }

  /// Adds a message, such as the end of a command, after everything that was added before,
  /// including counters. Never waits; otherwise like [#enqueue(Response, Event...)].
  public void enqueueLast(RuntimeMessage message) {
    lock.lock();
    try {
      if (intake == Intake.OPEN) {
        queue.last(message);
      }
    } catch (Error e) { // the supervisor waits for what is lost
      breakOff(e);
    } finally {
      lock.unlock();
    }
  }

  /// Writes the waiting frames, unless another thread has the turn, which then writes them. May
  /// block.
  public void flush() {
    makeUpForErrors();
    writeBatches(ROUNDS);
  }

  /// Makes the flusher write the waiting frames. Never waits.
  public void requestFlush() {
    lock.lock();
    try {
      needFlusher();
    } finally {
      lock.unlock();
    }
  }

  /// Leaves to the flusher what this thread has left undone because of an Error or a refused print:
  /// it marks the turn as cut short, releases the lock, and wakes the flusher, which takes the turn
  /// over and writes what is in the queue. Needs little stack. There may not be even that, so it is
  /// called again for the same Error, where there is more.
  public void leaveToFlusher() {
    Thread self = Thread.currentThread();
    if (cutShort != self && hasTurn()) { // in this order: see hasTurn
      cutShort = self;
    }
    lock.releaseAll();
    LockSupport.unpark(flusherThread);
  }

  /// Sends an event that belongs to no command. Waits for room.
  public void event(Event event) {
    FrameBuffer frame = new FrameBuffer(128);
    frame.append(event);
    makeUpForErrors();
    while (!addEvent(frame)) {
      writeBatches(1);
    }
  }

  /// False if this thread has to make room first.
  private boolean addEvent(FrameBuffer frame) {
    lock.lock();
    try {
      awaitRoomOrTurn(frame.size(), () -> {});
      if (intake == Intake.OPEN) {
        if (!queue.hasRoomFor(frame.size())) {
          return false;
        }
        needFlusher(); // first: it may throw a StackOverflowError
        queue.add(frame);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Reports that a counter has changed. Never waits.
  public void counterChanged(PendingCounter counter) {
    lock.lock();
    try {
      if (intake == Intake.OPEN && !counter.isQueued()) {
        needFlusher(); // first: it may throw a StackOverflowError
        queue.counterChanged(counter);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Sends a piece of a command's output. Waits for room.
  ///
  /// @param bytes the [FrameBuffer#LONGEST_HEADER] bytes before `from` may be overwritten
  /// @param check asked before each wait, and at the last moment
  /// @throws CancellationException from `check`, or if no more frames are taken
  public void output(
      long pid, Channel channel, byte[] bytes, int from, int length, SendCheck check) {
    makeUpForErrors();
    while (!addOutput(pid, channel, bytes, from, length, check)) {
      writeBatches(1);
    }
  }

  /// False if this thread has to make room first.
  private boolean addOutput(
      long pid, Channel channel, byte[] bytes, int from, int length, SendCheck check) {
    try {
      int size = length + FrameBuffer.LONGEST_HEADER;
      boolean direct;
      Batch turn;
      lock.lock();
      try {
        awaitRoomOrTurn(size, check);
        if (intake != Intake.OPEN) {
          throw new CancellationException("the supervisor no longer reads");
        }
        if (!queue.hasRoomFor(size)) {
          return false;
        }
        direct = length >= DIRECT && writer == null;
        turn = direct ? beginTurn() : beginTurnOrGather();
        if (turn == null) {
          queue.output(pid, channel, bytes, from, length);
        } else if (!direct) {
          turn.output(pid, channel, bytes, from, length);
        }
      } finally {
        lock.unlock();
      }
      if (turn != null && direct) {
        turn.writeWith(out, pid, channel, bytes, from, length);
        var _ = nextTurn(turn, false);
      } else {
        write(turn, ROUNDS);
      }
      return true;
    } catch (Error e) {
      leaveToFlusher();
      throw e;
    }
  }

  /// The same without waiting: false if there is no room now. If no more frames are accepted, this
  /// does not throw: it discards the piece, and returns true.
  ///
  /// @throws CancellationException from `check`
  public boolean offer(
      long pid, Channel channel, byte[] bytes, int from, int length, SendCheck check) {
    lock.lock();
    try {
      check.check();
      if (intake != Intake.OPEN) {
        return true; // it must not be sent
      }
      if (!queue.hasRoomFor(length + FrameBuffer.LONGEST_HEADER)) {
        return false;
      }
      needFlusher(); // first: it may throw a StackOverflowError
      queue.output(pid, channel, bytes, from, length);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Makes the threads that wait for room repeat their checks, because the result of one has
  /// changed.
  public void recheck() {
    lock.lock();
    try {
      lock.signalAll(room);
    } finally {
      lock.unlock();
    }
  }

  /// To be called after an Error that may have been thrown while a frame was being sent, once there
  /// is stack again: releases the lock, finishes a turn that was cut short, and repeats signals
  /// that may have been lost. May block, because it writes.
  public void recover() {
    leaveToFlusher();
    writeBatches(1);
    lock.lock();
    try {
      lock.signalAll(room);
      lock.wakeAll();
    } finally {
      lock.unlock();
    }
  }

  /// Sends the last frames, after everything else, and accepts no more. Waits for that; an
  /// interrupt ends the wait, and is consumed.
  ///
  /// @return whether everything was sent before the deadline and without an interrupt, or the
  ///   supervisor no longer reads
  public boolean finish(List<Response> last, long deadlineNanos) {
    lock.lock();
    try {
      if (intake == Intake.OPEN) {
        last.forEach(queue::last);
        intake = Intake.CLOSED;
      }
      lock.signalAll(room);
      flusher.wake(); // be it that it has nothing left to do but to end
      flusher.call();
      while (intake != Intake.BROKEN && !isSent()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          long _ = room.awaitNanos(left);
        } catch (InterruptedException e) {
          return false;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Whether the flusher writes nothing unless it is woken: for tests.
  boolean isFlusherResting() {
    lock.lock();
    try {
      return flusher.isResting();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the liveness invariant holds, if no caller owes a flush: for tests.
  boolean isLive() {
    lock.lock();
    try {
      return intake == Intake.BROKEN || queue.isEmpty() || writer != null || !flusher.isResting();
    } finally {
      lock.unlock();
    }
  }

  /// Whether a batch is owned by the thread that has the turn, and no mark is left of an earlier
  /// turn: for tests.
  boolean isOrderly() {
    lock.lock();
    try {
      Thread cut = cutShort;
      return (writer == null) == (batch == null) && (cut == null || cut == writer);
    } finally {
      lock.unlock();
    }
  }

  // Waiting

  /// Waits for room for a frame of this size. Returns early if no thread has the turn, so that this
  /// thread can make room, or if no more frames are taken.
  @GuardedBy("lock")
  private void awaitRoomOrTurn(int size, SendCheck check) {
    check.check();
    while (intake == Intake.OPEN && writer != null && !queue.hasRoomFor(size)) {
      lock.await(room);
      check.check();
    }
  }

  @GuardedBy("lock")
  private boolean isSent() {
    return writer == null && queue.isEmpty();
  }

  // Turns. Calls that can throw come before changes: see the package's documentation.

  /// Begins this thread's turn. The caller writes the batch without the lock.
  @GuardedBy("lock")
  private Batch beginTurn() {
    Thread self = Thread.currentThread();
    lock.signalAll(room);
    Batch taken = queue.take();
    batch = taken;
    writer = self;
    return taken;
  }

  /// Begins the turn in which this thread writes a small frame that it is about to add, if that is
  /// a lone one. If it is one of many, or another thread has the turn, it is to go into the queue.
  @GuardedBy("lock")
  private @Nullable Batch beginTurnOrGather() {
    if (writer != null) {
      return null;
    }
    if (frames.isOver()) {
      return beginTurn();
    }
    flusher.gather();
    return null;
  }

  /// Begins a turn with the batch of a turn that an Error has cut short.
  @GuardedBy("lock")
  private @Nullable Batch takeOverTurn() {
    Thread self = Thread.currentThread();
    writer = self;
    cutShort = null; // last: see hasTurn
    return batch;
  }

  /// Makes up for an earlier Error that the author's code has caught.
  private void makeUpForErrors() {
    if (cutShort != null || hasTurn() || lock.isHeldByCurrentThread()) {
      recover();
    }
  }

  /// Whether it is this thread's turn. Asked without the lock. Only a thread itself begins its
  /// turns, and nobody else ends those that are not marked as cut short. Of one that is, this may
  /// still be true although another thread has just taken it over; but once this thread has seen
  /// that its mark is gone, it sees the other writer, too.
  @SuppressWarnings("GuardedBy")
  private boolean hasTurn() {
    return writer == Thread.currentThread();
  }

  /// Whether an Error has cut short the turn that a thread has. Once true, it stays so while the
  /// lock is held.
  @GuardedBy("lock")
  private boolean isCutShort() {
    return writer != null && cutShort == writer;
  }

  /// Writes the waiting frames, unless another thread has the turn: at most this many batches.
  private void writeBatches(int most) {
    try {
      Batch turn = null;
      lock.lock();
      try {
        if (isCutShort()) {
          turn = takeOverTurn();
        } else if (writer == null && !queue.isEmpty()) {
          turn = beginTurn();
        }
      } finally {
        lock.unlock();
      }
      write(turn, most);
    } catch (Error e) {
      leaveToFlusher();
      throw e;
    }
  }

  /// Writes the batch of the turn that this thread has begun, if any, and then what was added in
  /// the meantime: at most this many batches; the rest is left to the flusher.
  private void write(@Nullable Batch begun, int most) {
    Batch turn = begun;
    for (int left = most - 1; turn != null; left--) {
      turn.write(out);
      turn = nextTurn(turn, left > 0);
    }
  }

  /// Ends this thread's turn. Begins its next one, if it may write more; else leaves what was added
  /// meanwhile to the flusher.
  private @Nullable Batch nextTurn(Batch written, boolean more) {
    lock.lock();
    try {
      if (!queue.isEmpty() && written.failure() == null) {
        if (more) {
          return exchangeTurn(written);
        }
        flusher.call();
      }
      endTurn(written);
      return null;
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Batch exchangeTurn(Batch written) {
    lock.signalAll(room);
    Batch taken = queue.exchange(written);
    batch = taken;
    turns++;
    return taken;
  }

  @GuardedBy("lock")
  private void endTurn(Batch written) {
    Throwable failure = written.failure();
    if (failure != null) {
      breakOff(failure);
    }
    lock.signalAll(room);
    if (intake != Intake.OPEN) {
      flusher.wake(); // it may have nothing left to do but to end
    }
    queue.giveBack(written);
    batch = null;
    writer = null;
    turns++;
  }

  /// Discards the waiting frames, and accepts no more.
  @GuardedBy("lock")
  private void breakOff(Throwable failure) {
    if (intake != Intake.BROKEN) {
      queue.clear();
      lock.signalAll(room);
      whenBroken.accept(failure);
      intake = Intake.BROKEN;
    }
  }

  // The flusher

  /// Makes the flusher write as soon as no other thread is writing. The thread that has the turn
  /// writes what is added in the meantime, unless its turn was cut short.
  @GuardedBy("lock")
  private void needFlusher() {
    if (writer == null || isCutShort()) {
      flusher.call();
    }
  }

  /// The flusher's loop, until everything has been sent after [#finish(List, long)], or the
  /// supervisor no longer reads.
  private void flushUntilOver() {
    try {
      Batch turn = null;
      long rest;
      do {
        lock.lock();
        try {
          if (turn != null) {
            endTurn(turn);
          }
          rest = flusherRest();
          turn = rest != 0 ? null : isCutShort() ? takeOverTurn() : beginTurn();
        } finally {
          lock.unlock();
        }
        if (turn != null) {
          turn.write(out);
        } else if (rest > 0) {
          Flusher.rest(rest);
        }
      } while (rest != OVER);
    } catch (Throwable e) { // without this thread, nothing would be sent any more
      lock.lock();
      try {
        breakOff(e);
      } finally {
        lock.unlock();
      }
    }
  }

  /// For how long the flusher has nothing to do, unless it is called; 0 if it must write now.
  @GuardedBy("lock")
  private long flusherRest() {
    if (intake == Intake.BROKEN || (intake == Intake.CLOSED && isSent())) {
      return OVER;
    }
    if (writer != null ? !isCutShort() : queue.isEmpty()) {
      flusher.settle();
      return Flusher.UNTIL_CALLED;
    }
    long left = isCutShort() || intake == Intake.CLOSED ? 0 : flusher.leftToOthers(turns);
    if (left > 0) {
      return left;
    }
    flusher.settle();
    return 0;
  }
}
