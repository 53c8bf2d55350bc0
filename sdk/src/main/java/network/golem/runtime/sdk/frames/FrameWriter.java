package network.golem.runtime.sdk.frames;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// Sends frames to the supervisor; nothing else writes to it. The package's documentation explains
/// which thread writes when, and shows the states.
///
/// This class is a monitor. All its state is guarded by one lock, and frames are written outside
/// it, during a thread's turn. Three invariants hold whenever the lock is free:
///
/// - **Order**: at most one thread has the turn, and it owns the batch that was taken out of the
///   queue. No other batch is taken until it has been given back.
/// - **Liveness**: if the queue is not empty, then a thread has the turn, or the flusher is
///   [Flusher#GATHERING] or [Flusher#DUE], or a caller of [#enqueue(Response, Event...)] or
///   [#enqueueLast(RuntimeMessage)] still owes its [#flush()] or [#requestFlush()].
/// - **Room**: a thread waits for room for its frame only while another one has the turn. Waits for
///   fewer answers, and for the end, rely on Liveness.
///
/// An author's recursion may end in a StackOverflowError anywhere in here. Such an error leaves the
/// frames whole and the turn with its thread, which resumes it with its next frame or in
/// [#recover()]. So, after the turn has begun or a frame has been added, no line relies on a later
/// one in the same method, unless no call stands between them.
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

  private static final byte[] NOTHING = {};

  private final OutputStream out;
  private final BooleanSupplier outIsEmpty;
  private final Consumer<Throwable> whenBroken;
  private final long gatherNanos;

  private final OverflowSafeLock lock = new OverflowSafeLock();

  /// Signalled when a turn begins and ends, when a check has to be repeated, and when no more
  /// frames are accepted.
  private final Condition room = lock.newCondition();

  private final Condition flusherNeeded = lock.newCondition();

  @GuardedBy("lock")
  private final FrameQueue queue = new FrameQueue();

  @GuardedBy("lock")
  private Intake intake = Intake.OPEN;

  @GuardedBy("lock")
  private Flusher flusher = Flusher.RESTING;

  /// The thread whose turn it is.
  @GuardedBy("lock")
  private @Nullable Thread writer;

  /// What that thread writes; it owns the batch, whose state is not guarded.
  @GuardedBy("lock")
  private FrameQueue.@Nullable Batch batch;

  /// How many turns have ended.
  @GuardedBy("lock")
  private long turns;

  @GuardedBy("lock")
  private long lastFrame = System.nanoTime() - BURST_NANOS;

  @GuardedBy("lock")
  private long lastAnswer = System.nanoTime() - ANSWER_BURST_NANOS;

  /// Whether frames are accepted. The constants follow each other in this order.
  private enum Intake {
    OPEN,
    /// After [#finish(List, long)]: waiting frames are still sent.
    CLOSED,
    /// The supervisor no longer reads, or a frame was lost: nothing is sent any more.
    BROKEN
  }

  /// What the flusher, the thread that writes on behalf of threads that must not wait, is about to
  /// do.
  private enum Flusher {
    /// It is not needed.
    RESTING,
    /// It writes after [#GATHER_NANOS], unless another thread does so earlier.
    GATHERING,
    /// It writes as soon as no other thread is writing.
    DUE
  }

  /// @param outIsEmpty whether some 4 KiB are certain to be written without blocking
  /// @param whenBroken called once, under the lock, when frames can no longer be sent; from then on
  ///   they are discarded
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
    this.gatherNanos = gatherNanos;
    Thread.ofPlatform().daemon().name("flusher").start(this::flushUntilOver);
  }

  /// Sends an answer. Never waits: the caller writes it only if it is certain to fit.
  public void answer(Response answer) {
    FrameQueue.Batch turn = null;
    lock.lock();
    try {
      if (intake == Intake.OPEN) {
        queue.answer(answer);
        if (isLoneAnswer()
            && writer == null
            && queue.isWithin(FITS_EMPTY_PIPE)
            && outIsEmpty.getAsBoolean()) {
          turn = beginTurn();
        } else {
          needFlusher();
        }
      }
    } finally {
      lock.unlock();
    }
    write(turn, 1);
  }

  @GuardedBy("lock")
  private boolean isLoneAnswer() {
    long now = System.nanoTime();
    boolean lone = now - lastAnswer >= ANSWER_BURST_NANOS;
    lastAnswer = now;
    return lone;
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

  /// Adds the answer to a run, followed by the events that belong to it. Never waits. The caller
  /// owes a [#flush()] or [#requestFlush()]; the frames may be sent before that, with others.
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
    recoverFromOverflow();
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

  /// Sends an event that belongs to no command. Waits for room.
  public void event(Event event) {
    FrameBuffer frame = new FrameBuffer(128);
    frame.append(event);
    recoverFromOverflow();
    while (!addEvent(frame)) {
      writeBatches(1);
    }
  }

  private boolean addEvent(FrameBuffer frame) {
    FrameQueue.Batch turn = null;
    lock.lock();
    try {
      awaitRoomOrTurn(frame.size(), () -> {});
      if (intake == Intake.OPEN) {
        if (!queue.hasRoomFor(frame.size())) {
          return false;
        }
        queue.events(frame);
        turn = beginTurnOrGather();
      }
    } finally {
      lock.unlock();
    }
    write(turn, ROUNDS);
    return true;
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
    recoverFromOverflow();
    while (!addOutput(pid, channel, bytes, from, length, check)) {
      writeBatches(1);
    }
  }

  /// False if this thread has to make room first.
  private boolean addOutput(
      long pid, Channel channel, byte[] bytes, int from, int length, SendCheck check) {
    int size = length + FrameBuffer.LONGEST_HEADER;
    boolean direct;
    FrameQueue.Batch turn;
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
      if (direct) {
        turn = beginTurn();
      } else {
        queue.output(pid, channel, bytes, from, length);
        turn = beginTurnOrGather();
      }
    } finally {
      lock.unlock();
    }
    if (direct && turn != null) {
      writeDirect(turn, pid, channel, bytes, from, length);
    } else {
      write(turn, ROUNDS);
    }
    return true;
  }

  /// The same without waiting: false if there is no room now.
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

  /// To be called after an Error that may have been thrown while a frame was being sent: releases
  /// the lock, resumes this thread's turn, and repeats signals that may have been lost.
  public void recover() {
    lock.releaseAll();
    FrameQueue.Batch unfinished = unfinishedTurn();
    if (unfinished != null) {
      Throwable failure = null;
      try {
        unfinished.writeTo(out);
        out.flush();
      } catch (Throwable e) { // there is no second attempt
        failure = e;
      }
      FrameQueue.Batch _ = nextTurn(unfinished, failure, false);
    }
    lock.lock();
    try {
      lock.signalAll(room);
      lock.signalAll(flusherNeeded);
      lock.wakeAll();
    } finally {
      lock.unlock();
    }
  }

  /// Sends the last frames, after everything else, and accepts no more.
  ///
  /// @return whether everything was sent before the deadline, or the supervisor no longer reads
  public boolean finish(List<Response> last, long deadlineNanos) {
    lock.lock();
    try {
      if (intake == Intake.OPEN) {
        last.forEach(queue::last);
        intake = Intake.CLOSED;
      }
      lock.signalAll(room);
      lock.signal(flusherNeeded);
      flusher = Flusher.DUE;
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

  // Turns

  /// Begins this thread's turn. The caller writes the batch without the lock.
  @GuardedBy("lock")
  private FrameQueue.Batch beginTurn() {
    Thread self = Thread.currentThread();
    FrameQueue.Batch taken = queue.take();
    batch = taken;
    writer = self;
    lock.signalAll(room);
    return taken;
  }

  /// After a small frame has been added: a lone one is written at once, by this thread unless
  /// another has the turn; one of many is left to gather.
  @GuardedBy("lock")
  private FrameQueue.@Nullable Batch beginTurnOrGather() {
    if (writer != null) {
      return null;
    }
    long now = System.nanoTime();
    boolean oneOfMany = now - lastFrame < BURST_NANOS;
    lastFrame = now;
    if (!oneOfMany) {
      return beginTurn();
    }
    if (flusher == Flusher.RESTING) {
      lock.signal(flusherNeeded);
      flusher = Flusher.GATHERING;
    }
    return null;
  }

  /// Writes the waiting frames, unless another thread has the turn: at most this many batches.
  private void writeBatches(int most) {
    FrameQueue.Batch turn = null;
    lock.lock();
    try {
      if (writer == null && !queue.isEmpty()) {
        turn = beginTurn();
      }
    } finally {
      lock.unlock();
    }
    write(turn, most);
  }

  /// Writes the batch of the turn that this thread has begun, if any, and then what was added in
  /// the meantime: at most this many batches; the rest is left to the flusher.
  private void write(FrameQueue.@Nullable Batch begun, int most) {
    FrameQueue.Batch turn = begun;
    for (int left = most - 1; turn != null; left--) {
      Throwable failure = attempt(turn, NOTHING, 0, 0);
      turn = nextTurn(turn, failure, left > 0);
    }
  }

  /// Writes the batch, followed by a piece of output from the caller's buffer.
  private void writeDirect(
      FrameQueue.Batch turn, long pid, Channel channel, byte[] bytes, int from, int length) {
    int begin = turn.prependHeader(pid, channel, bytes, from, length);
    Throwable failure = attempt(turn, bytes, begin, from + length - begin);
    FrameQueue.Batch _ = nextTurn(turn, failure, false);
  }

  /// Writes the batch and the piece after it. The lock is not held.
  ///
  /// @return what it failed with
  /// @throws StackOverflowError in an author's recursion: this thread keeps its turn, and only the
  ///   piece after the batch is lost, whose print throws this
  private @Nullable Throwable attempt(FrameQueue.Batch turn, byte[] behind, int from, int length) {
    try {
      turn.writeTo(out);
      if (length > 0) {
        out.write(behind, from, length);
      }
      out.flush();
      return null;
    } catch (StackOverflowError e) {
      throw e;
    } catch (Throwable e) { // whatever it is, the output may end in half a frame
      return e;
    }
  }

  /// Ends this thread's turn. Begins its next one, if it may write more; else leaves what was added
  /// meanwhile to the flusher.
  private FrameQueue.@Nullable Batch nextTurn(
      FrameQueue.Batch written, @Nullable Throwable failure, boolean more) {
    lock.lock();
    try {
      endTurn(written, failure);
      if (queue.isEmpty()) {
        return null;
      }
      if (more) {
        return beginTurn();
      }
      needFlusher();
      return null;
    } finally {
      lock.unlock();
    }
  }

  /// @param failure what writing failed with
  @GuardedBy("lock")
  private void endTurn(FrameQueue.Batch written, @Nullable Throwable failure) {
    queue.giveBack(written);
    writer = null;
    batch = null;
    turns++;
    lock.signalAll(room);
    if (intake == Intake.CLOSED) {
      lock.signal(flusherNeeded); // it may have nothing left to do but to end
    }
    if (failure != null) {
      breakOff(failure);
    }
  }

  /// Discards the waiting frames, and accepts no more.
  @GuardedBy("lock")
  private void breakOff(Throwable failure) {
    if (intake != Intake.BROKEN) {
      intake = Intake.BROKEN;
      queue.clear();
      lock.signalAll(room);
      whenBroken.accept(failure);
    }
  }

  /// Makes up for an earlier StackOverflowError of this thread that the author's code has caught.
  private void recoverFromOverflow() {
    if (unfinishedTurn() != null || lock.isHeldByCurrentThread()) {
      recover();
    }
  }

  /// The batch of this thread, if a StackOverflowError has cut short its turn.
  ///
  /// Read without the lock, for each frame: only a thread itself begins and ends its turns, so if
  /// it finds itself here, it has written both fields last.
  @SuppressWarnings("GuardedBy")
  private FrameQueue.@Nullable Batch unfinishedTurn() {
    return writer == Thread.currentThread() ? batch : null;
  }

  // The flusher

  /// Makes the flusher write as soon as no other thread is writing. The thread that has the turn
  /// writes what is added in the meantime.
  @GuardedBy("lock")
  private void needFlusher() {
    if (writer == null && flusher != Flusher.DUE) {
      lock.signal(flusherNeeded); // first: it may throw a StackOverflowError
      flusher = Flusher.DUE;
    }
  }

  /// Whether the liveness invariant holds, if no caller owes a flush: for tests.
  boolean isLive() {
    lock.lock();
    try {
      return intake == Intake.BROKEN
          || queue.isEmpty()
          || writer != null
          || flusher != Flusher.RESTING;
    } finally {
      lock.unlock();
    }
  }

  /// The flusher's loop, until everything has been sent after [#finish(List, long)], or the
  /// supervisor no longer reads.
  private void flushUntilOver() {
    FrameQueue.Batch turn = null;
    Throwable failure = null;
    try {
      do {
        lock.lock();
        try {
          if (turn != null) {
            endTurn(turn, failure);
          }
          turn = awaitFlusherTurn();
        } finally {
          lock.unlock();
        }
        if (turn != null) {
          failure = attempt(turn, NOTHING, 0, 0);
        }
      } while (turn != null);
    } catch (Throwable e) { // without this thread, nothing would be sent any more
      lock.lock();
      try {
        breakOff(e);
      } finally {
        lock.unlock();
      }
    }
  }

  /// Waits until the flusher is to write, and begins its turn; null if all is over.
  @GuardedBy("lock")
  private FrameQueue.@Nullable Batch awaitFlusherTurn() {
    while (intake != Intake.BROKEN && !(intake == Intake.CLOSED && isSent())) {
      if (writer != null || queue.isEmpty()) {
        flusher = Flusher.RESTING;
        flusherNeeded.awaitUninterruptibly();
      } else if (flusher == Flusher.DUE || intake == Intake.CLOSED) {
        flusher = Flusher.RESTING;
        return beginTurn();
      } else {
        gather();
      }
    }
    return null;
  }

  /// Gives the threads that gather frames time to write them themselves.
  @GuardedBy("lock")
  private void gather() {
    flusher = Flusher.GATHERING;
    long before = turns;
    long left = gatherNanos;
    try {
      while (left > 0 && flusher != Flusher.DUE && intake == Intake.OPEN) {
        left = flusherNeeded.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // no code of ours interrupts this thread; if an author's does, it writes now
    }
    if (turns == before) {
      flusher = Flusher.DUE;
    }
  }
}
