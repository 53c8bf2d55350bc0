package network.golem.runtime.sdk.frames;

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;

/// How frames leave. Nobody else writes to the supervisor.
///
/// One at a time writes: whoever has a frame and finds nobody writing writes it, with all that
/// waits; who finds somebody writing leaves it in a buffer, which that one takes along. Those who
/// must not wait (request handling, timers) leave theirs to the flusher, a thread of its own, but
/// for an answer that is sure to find room. Writes happen outside the lock.
///
/// Answers overtake output that waits, but for the last answer, which is the last frame. All other
/// frames leave in the order in which they were handed over. Output is bounded: who has more waits
/// for room. Counters leave with their newest value.
public final class FrameWriter {
  /// Output from this size on is written straight from where it lies: copying it costs more than a
  /// write of its own.
  private static final int DIRECT = 4 * 1024;

  private static final int MOST_ANSWERS = 16_384;

  /// What finds room in an empty pipe on every system (`PIPE_BUF` on Linux).
  private static final int SURE_OF_ROOM = 4096;

  /// Answers in so quick a row are gathered.
  private static final long ANSWER_BURST_NANOS = 5_000;

  private final BooleanSupplier outIsEmpty;
  private final Turns turns;
  private long lastAnswer = System.nanoTime() - ANSWER_BURST_NANOS;

  /// @param outIsEmpty whether some 4 KiB are sure to be written without waiting
  /// @param whenBroken is told once when the supervisor no longer reads; from then on, frames
  ///   vanish
  public FrameWriter(OutputStream out, BooleanSupplier outIsEmpty, Consumer<Throwable> whenBroken) {
    this.outIsEmpty = outIsEmpty;
    this.turns = new Turns(out, whenBroken);
    Thread.ofPlatform().daemon().name("flusher").start(turns::flush);
  }

  /// An answer. Never waits: it is written at once only where there is room for sure.
  public void answer(Response answer) {
    turns.lock.lock();
    try {
      if (turns.isOpen()) {
        turns.queue.answer(answer);
        if (isLoneAnswer()
            && !turns.isWriting()
            && turns.queue.isWithin(SURE_OF_ROOM)
            && outIsEmpty.getAsBoolean()) {
          turns.writeRounds(1);
        } else {
          turns.wakeFlusher();
        }
      }
    } finally {
      turns.lock.unlock();
    }
  }

  private boolean isLoneAnswer() {
    long now = System.nanoTime();
    boolean lone = now - lastAnswer >= ANSWER_BURST_NANOS;
    lastAnswer = now;
    return lone;
  }

  /// Waits while very many answers have not left: whoever sends requests and reads no answers must
  /// stop at some time.
  public void awaitRoomForAnswers() {
    turns.lock.lock();
    try {
      if (turns.queue.waitingAnswers() >= MOST_ANSWERS) {
        while (turns.isOpen() && turns.queue.waitingAnswers() >= MOST_ANSWERS / 2) {
          turns.room.awaitUninterruptibly();
        }
      }
    } finally {
      turns.lock.unlock();
    }
  }

  /// Hands over the answer to a run with the events that belong to it, in one piece. Never waits.
  /// What is posted leaves with the next frame, and at the latest by [#push()] or [#wake()].
  public void post(Response answer, Event... after) {
    turns.lock.lock();
    try {
      if (turns.isOpen()) {
        turns.queue.answer(answer, after);
      }
    } catch (Error e) { // it is owed, and lost
      turns.breakOff(e);
    } finally {
      turns.lock.unlock();
    }
  }

  /// Hands over a message that stands behind all that was handed over before, counters included:
  /// the end of a command, say. Never waits; see [#post(Response, Event...)].
  public void postLast(RuntimeMessage message) {
    turns.lock.lock();
    try {
      enqueueLast(message);
    } catch (Error e) { // it is owed, and lost
      turns.breakOff(e);
    } finally {
      turns.lock.unlock();
    }
  }

  private void enqueueLast(RuntimeMessage message) {
    if (turns.isOpen()) {
      turns.queue.last(message);
    }
  }

  /// Writes what waits, where nobody does: for those who may wait.
  public void push() {
    turns.lock.lock();
    try {
      if (turns.isMine()) {
        turns.resume();
      }
      if (!turns.isWriting()) {
        turns.writeRounds();
      }
    } finally {
      turns.lock.unlock();
    }
  }

  /// Has what waits written: for those who must not wait.
  public void wake() {
    turns.lock.lock();
    try {
      turns.wakeFlusher();
    } finally {
      turns.lock.unlock();
    }
  }

  /// An event that stands for itself. Waits for room.
  public void event(Event event) {
    FrameBuffer frame = new FrameBuffer(128);
    frame.append(event);
    turns.lock.lock();
    try {
      if (awaitRoom(frame.size(), () -> {})) {
        turns.queue.events(frame);
        turns.leave();
      }
    } finally {
      turns.lock.unlock();
    }
  }

  /// A counter has changed. Never waits.
  public void counterChanged(PendingCounter counter) {
    turns.lock.lock();
    try {
      if (turns.isOpen() && counter.enqueue()) {
        turns.queue.counterChanged(counter);
        turns.wakeFlusher();
      }
    } finally {
      turns.lock.unlock();
    }
  }

  /// A piece of a command's output. Waits for room.
  ///
  /// @param bytes there are [FrameBuffer#LONGEST_HEADER] bytes before `from` that may be
  ///   overwritten
  /// @param check asked at the last moment
  public void output(
      long pid, Channel channel, byte[] bytes, int from, int length, SendCheck check) {
    turns.lock.lock();
    try {
      if (turns.isMine()) {
        turns.resume();
      }
      if (!awaitRoom(length + FrameBuffer.LONGEST_HEADER, check)) {
        throw new CancellationException("the supervisor no longer reads");
      }
      if (length >= DIRECT && !turns.isWriting()) {
        turns.writeDirect(pid, channel, bytes, from, length);
      } else {
        turns.queue.output(pid, channel, bytes, from, length);
        turns.leave();
      }
    } finally {
      turns.lock.unlock();
    }
  }

  /// The same without waiting: false where there is no room now.
  public boolean offer(
      long pid, Channel channel, byte[] bytes, int from, int length, SendCheck check) {
    turns.lock.lock();
    try {
      check.check();
      if (!turns.isOpen() || !turns.queue.fits(length + FrameBuffer.LONGEST_HEADER)) {
        return !turns.isOpen();
      }
      turns.queue.output(pid, channel, bytes, from, length);
      turns.wakeFlusher();
      return true;
    } finally {
      turns.lock.unlock();
    }
  }

  /// To be called after an Error that may have come while a frame was being handed over.
  public void recover() {
    turns.lock.lock();
    try {
      turns.resume();
    } finally {
      turns.lock.unlock();
    }
  }

  /// Has those who wait for room ask their gates again: one of them has been closed.
  public void gateClosed() {
    turns.lock.lock();
    try {
      turns.room.signalAll();
    } finally {
      turns.lock.unlock();
    }
  }

  /// Sends the last frames, behind everything, and takes no more.
  ///
  /// @return whether all has left (or there is nobody to read it) before the deadline
  public boolean finish(List<Response> last, long deadlineNanos) {
    turns.lock.lock();
    try {
      last.forEach(this::enqueueLast);
      turns.close();
      while (!turns.isDone()) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          long _ = turns.room.awaitNanos(left);
        } catch (InterruptedException e) {
          return false;
        }
      }
      return true;
    } finally {
      turns.lock.unlock();
    }
  }

  /// Waits until there is room among the events; false where nothing is taken any more.
  private boolean awaitRoom(int size, SendCheck check) {
    while (true) {
      check.check();
      if (!turns.isOpen()) {
        return false;
      }
      if (turns.queue.fits(size)) {
        return true;
      }
      if (turns.isWriting()) {
        turns.room.awaitUninterruptibly();
      } else {
        turns.writeRounds(1);
      }
    }
  }
}
