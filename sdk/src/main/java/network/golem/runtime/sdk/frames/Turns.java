package network.golem.runtime.sdk.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.function.Consumer;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import org.jspecify.annotations.Nullable;

/// Whose turn it is to write: one at a time, and without the lock. Who is in the middle of writing
/// takes along what others leave meanwhile, or has the flusher do it.
///
/// All methods are called under the lock.
final class Turns {
  /// Who has a frame again so soon is about to go on: gathering pays.
  private static final long BURST_NANOS = 20_000;

  /// How long gathered frames wait for more, at most twice.
  private static final long GATHER_NANOS = 200_000;

  /// After so many writes for others, a command goes back to its own work.
  private static final int ROUNDS = 16;

  final WakingLock lock = new WakingLock();

  /// Signalled whenever something was taken out or written, and when all is over.
  final Condition room = lock.newCondition();

  final FrameQueue queue = new FrameQueue();

  private final OutputStream out;
  private final Consumer<Throwable> whenBroken;
  private final Condition flusherNeeded = lock.newCondition();
  private final FrameBuffer header = new FrameBuffer(FrameBuffer.LONGEST_HEADER);

  private boolean writing;

  // Whose turn it is, what is being written, and how far that is.
  private @Nullable Thread writer;
  private FrameQueue.@Nullable Batch batch;
  private Stage stage = Stage.WRITTEN;

  private enum Stage {
    BEGUN,
    /// The events stand behind the answers.
    ONE_PIECE,
    ANSWERS_WRITTEN,
    WRITTEN
  }

  /// Whether the flusher is to write as soon as nobody else does.
  private boolean urgent;

  /// Whether the flusher looks after what is gathered.
  private boolean watched;

  /// How often something was written.
  private long writes;

  private boolean closed;
  private boolean broken;
  private long lastFrame = System.nanoTime() - BURST_NANOS;

  /// @param whenBroken told once when it can no longer be written
  Turns(OutputStream out, Consumer<Throwable> whenBroken) {
    this.out = out;
    this.whenBroken = whenBroken;
  }

  boolean isOpen() {
    return !closed && !broken;
  }

  boolean isWriting() {
    return writing;
  }

  /// Whether this thread has left its turn by a StackOverflowError: see [#resume()].
  boolean isMine() {
    return writing && writer == Thread.currentThread();
  }

  /// Takes no more frames.
  void close() {
    closed = true;
    room.signalAll();
    wakeFlusher();
  }

  /// Whether all has left, or there is nobody to read it.
  boolean isDone() {
    return broken || (!writing && queue.isEmpty());
  }

  /// Writes what waits, and what comes meanwhile, so many times at most; the rest is left to the
  /// flusher.
  void writeRounds(int rounds) {
    for (int i = 0; i < rounds && !queue.isEmpty(); i++) {
      write(null, 0, 0);
    }
    if (!queue.isEmpty()) {
      wakeFlusher();
    }
  }

  /// The same, as often as one does it for others.
  void writeRounds() {
    writeRounds(ROUNDS);
  }

  /// After handing over a small frame: a lone one leaves at once; one of many is left to gather.
  void leave() {
    if (writing) {
      return;
    }
    long now = System.nanoTime();
    boolean oneOfMany = now - lastFrame < BURST_NANOS;
    lastFrame = now;
    if (!oneOfMany) {
      writeRounds();
    } else if (!watched) {
      flusherNeeded.signal();
      watched = true;
    }
  }

  /// Writes a piece of output from where it lies, behind all that waits.
  void writeDirect(long pid, Channel channel, byte[] bytes, int from, int length) {
    header.clear();
    header.appendOutputHeader(pid, channel, length);
    int start = from - header.size();
    header.copyTo(bytes, start);
    write(bytes, start, header.size() + length);
    if (!queue.isEmpty()) {
      wakeFlusher();
    }
  }

  /// Writes all that waits, and then `more`, without the lock.
  ///
  /// @throws StackOverflowError of an author's recursion. It is still this thread's turn then, and
  ///   nothing is lost: [#resume()] goes on.
  private void write(byte @Nullable [] more, int from, int length) {
    Thread self = Thread.currentThread();
    FrameQueue.Batch taken = queue.take();
    batch = taken;
    stage = Stage.BEGUN;
    writer = self;
    writing = true;
    Throwable failure = null;
    try {
      room.signalAll();
      lock.unlock();
      write(taken);
      if (more != null) {
        out.write(more, from, length);
      }
      out.flush();
    } catch (StackOverflowError e) {
      if (!lock.isHeldByCurrentThread()) {
        lock.lock();
      }
      throw e;
    } catch (Throwable e) { // whatever it is, what has been written may end in half a frame
      failure = e;
    }
    if (!lock.isHeldByCurrentThread()) { // else it has failed before
      lock.lock();
    }
    finish(taken, failure);
  }

  private void finish(FrameQueue.Batch written, @Nullable Throwable failure) {
    queue.giveBack(written);
    writing = false;
    writes++;
    room.signalAll();
    if (closed) {
      flusherNeeded.signal(); // it may have nothing left to do but to end
    }
    if (failure != null) {
      breakOff(failure);
    }
  }

  /// Goes on where this thread has left its turn by a StackOverflowError, with more room on its
  /// stack; and makes up for signals that were lost by it.
  void resume() {
    FrameQueue.Batch left = batch;
    if (left != null && isMine()) {
      Throwable failure = null;
      lock.unlock();
      try {
        write(left);
        out.flush();
      } catch (Throwable e) {
        failure = e;
      } finally {
        lock.lock();
      }
      finish(left, failure);
    }
    room.signalAll();
    flusherNeeded.signalAll();
    lock.wakeAll();
  }

  /// What has been handed over may be lost: nothing more is taken.
  void breakOff(Throwable failure) {
    if (!broken) {
      broken = true;
      queue.clear();
      room.signalAll();
      whenBroken.accept(failure);
    }
  }

  /// Writes what has not been written yet of the batch. A write that throws an Error has written
  /// nothing.
  private void write(FrameQueue.Batch batch) throws IOException {
    FrameBuffer answers = batch.answers;
    FrameBuffer events = batch.events;
    if (stage == Stage.BEGUN
        && !answers.isEmpty()
        && answers.size() + events.size() <= 2 * FrameQueue.GATHERED) {
      answers.append(events);
      stage = Stage.ONE_PIECE;
    }
    if ((stage == Stage.BEGUN || stage == Stage.ONE_PIECE) && !answers.isEmpty()) {
      answers.writeTo(out);
      stage = stage == Stage.ONE_PIECE ? Stage.WRITTEN : Stage.ANSWERS_WRITTEN;
    }
    if (stage != Stage.WRITTEN && !events.isEmpty()) {
      events.writeTo(out);
      stage = Stage.WRITTEN;
    }
  }

  /// Has what waits written by the flusher, unless somebody is writing, who sees to it.
  void wakeFlusher() {
    if (!writing && !urgent) {
      flusherNeeded.signal();
      urgent = true;
    }
  }

  /// What the flusher's thread does until all is over.
  void flush() {
    lock.lock();
    try {
      while (!broken && !(closed && queue.isEmpty() && !writing)) {
        if (writing || queue.isEmpty()) {
          urgent = false;
          watched = false;
          flusherNeeded.awaitUninterruptibly();
        } else if (urgent || closed) {
          urgent = false;
          write(null, 0, 0);
        } else {
          awaitMore();
        }
      }
    } catch (Throwable e) { // without this thread, nothing would leave any more
      breakOff(e);
    } finally {
      lock.unlock();
    }
  }

  /// Gives those who gather frames the time to write them by themselves.
  private void awaitMore() {
    watched = true;
    long before = writes;
    long left = GATHER_NANOS;
    try {
      while (left > 0 && !urgent && !closed) {
        left = flusherNeeded.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // nobody interrupts this thread; if somebody does, it writes
    }
    urgent |= writes == before;
  }
}
