package network.golem.runtime.sdk.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

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

  /// Who has a frame again so soon is about to go on: gathering pays.
  private static final long BURST_NANOS = 20_000;

  /// How long gathered frames wait for more, at most twice.
  private static final long GATHER_NANOS = 200_000;

  /// After so many writes for others, a command goes back to its own work.
  private static final int ROUNDS = 16;

  private static final int MOST_ANSWERS = 16_384;

  /// What finds room in an empty pipe on every system (`PIPE_BUF` on Linux).
  private static final int SURE_OF_ROOM = 4096;

  /// Answers in so quick a row are gathered.
  private static final long ANSWER_BURST_NANOS = 5_000;

  private final OutputStream out;
  private final BooleanSupplier outIsEmpty;
  private final Consumer<Throwable> whenBroken;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private final Condition flusherNeeded = lock.newCondition();

  private final FrameBuffer header = new FrameBuffer(FrameBuffer.LONGEST_HEADER);
  private final FrameQueue queue = new FrameQueue();

  private boolean writing;

  /// Whether the flusher is to write as soon as nobody else does.
  private boolean urgent;

  /// Whether the flusher looks after what is gathered.
  private boolean watched;

  /// How often something was written.
  private long writes;

  private boolean closed;
  private boolean broken;
  private long lastAnswer = System.nanoTime() - ANSWER_BURST_NANOS;
  private long lastFrame = System.nanoTime() - BURST_NANOS;

  /// @param outIsEmpty whether some 4 KiB are sure to be written without waiting
  /// @param whenBroken is told once when the supervisor no longer reads; from then on, frames
  ///   vanish
  public FrameWriter(OutputStream out, BooleanSupplier outIsEmpty, Consumer<Throwable> whenBroken) {
    this.out = out;
    this.outIsEmpty = outIsEmpty;
    this.whenBroken = whenBroken;
    Thread.ofPlatform().daemon().name("flusher").start(this::flush);
  }

  /// An answer. Never waits: it is written at once only where there is room for sure.
  public void answer(Response answer) {
    lock.lock();
    try {
      if (isOpen()) {
        queue.answer(answer);
        if (isLoneAnswer()
            && !writing
            && queue.isWithin(SURE_OF_ROOM)
            && outIsEmpty.getAsBoolean()) {
          write(null, 0, 0);
        } else {
          wakeFlusher();
        }
      }
    } finally {
      lock.unlock();
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
    lock.lock();
    try {
      if (queue.waitingAnswers() >= MOST_ANSWERS) {
        while (isOpen() && queue.waitingAnswers() >= MOST_ANSWERS / 2) {
          room.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Hands over the answer to a run with the events that belong to it, in one piece. Never waits.
  /// What is posted leaves with the next frame, and at the latest by [#push()] or [#wake()].
  public void post(Response answer, Event... after) {
    lock.lock();
    try {
      if (isOpen()) {
        queue.answer(answer, after);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Hands over a message that stands behind all that was handed over before, counters included:
  /// the end of a command, say. Never waits; see [#post(Response, Event...)].
  public void postLast(RuntimeMessage message) {
    lock.lock();
    try {
      enqueueLast(message);
    } finally {
      lock.unlock();
    }
  }

  private void enqueueLast(RuntimeMessage message) {
    if (isOpen()) {
      queue.last(message);
    }
  }

  /// Writes what waits, where nobody does: for those who may wait.
  public void push() {
    lock.lock();
    try {
      if (!writing) {
        writeRounds(ROUNDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Has what waits written: for those who must not wait.
  public void wake() {
    lock.lock();
    try {
      wakeFlusher();
    } finally {
      lock.unlock();
    }
  }

  /// An event that stands for itself. Waits for room.
  public void event(Event event) {
    FrameBuffer frame = new FrameBuffer(128);
    frame.append(event);
    lock.lock();
    try {
      if (awaitRoom(frame.size(), () -> {})) {
        queue.events(frame);
        leave();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A counter has changed. Never waits.
  public void counterChanged(PendingCounter counter) {
    lock.lock();
    try {
      if (isOpen() && counter.enqueue()) {
        queue.counterChanged(counter);
        wakeFlusher();
      }
    } finally {
      lock.unlock();
    }
  }

  /// A piece of a command's output. Waits for room.
  ///
  /// @param bytes there are [FrameBuffer#LONGEST_HEADER] bytes before `from` that may be
  ///   overwritten
  /// @param gate asked at the last moment
  public void output(long pid, Channel channel, byte[] bytes, int from, int length, Gate gate) {
    lock.lock();
    try {
      if (!awaitRoom(length + FrameBuffer.LONGEST_HEADER, gate)) {
        throw new CancellationException("the supervisor no longer reads");
      }
      if (!writing && length >= DIRECT) {
        writeDirect(pid, channel, bytes, from, length);
      } else {
        queue.output(pid, channel, bytes, from, length);
        leave();
      }
    } finally {
      lock.unlock();
    }
  }

  /// The same without waiting: false where there is no room now.
  public boolean offer(long pid, Channel channel, byte[] bytes, int from, int length, Gate gate) {
    lock.lock();
    try {
      gate.check();
      if (!isOpen() || !queue.fits(length + FrameBuffer.LONGEST_HEADER)) {
        return !isOpen();
      }
      queue.output(pid, channel, bytes, from, length);
      wakeFlusher();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Has those who wait for room ask their gates again: one of them has been closed.
  public void gateClosed() {
    lock.lock();
    try {
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Sends the last frames, behind everything, and takes no more.
  ///
  /// @return whether all has left (or there is nobody to read it) before the deadline
  public boolean finish(List<Response> last, long deadlineNanos) {
    lock.lock();
    try {
      last.forEach(this::enqueueLast);
      closed = true;
      room.signalAll();
      wakeFlusher();
      while (!broken && (writing || !queue.isEmpty())) {
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

  /// Waits until there is room among the events; false where nothing is taken any more.
  private boolean awaitRoom(int size, Gate gate) {
    while (true) {
      gate.check();
      if (!isOpen()) {
        return false;
      }
      if (queue.fits(size)) {
        return true;
      }
      if (writing) {
        room.awaitUninterruptibly();
      } else {
        writeRounds(1);
      }
    }
  }

  private boolean isOpen() {
    return !closed && !broken;
  }

  /// After handing over a small frame: a lone one leaves at once; one of many is left to gather.
  private void leave() {
    if (writing) {
      return;
    }
    long now = System.nanoTime();
    boolean oneOfMany = now - lastFrame < BURST_NANOS;
    lastFrame = now;
    if (!oneOfMany) {
      writeRounds(ROUNDS);
    } else if (!watched) {
      watched = true;
      flusherNeeded.signal();
    }
  }

  private void writeRounds(int rounds) {
    for (int i = 0; i < rounds && !queue.isEmpty(); i++) {
      write(null, 0, 0);
    }
    if (!queue.isEmpty()) {
      wakeFlusher();
    }
  }

  private void writeDirect(long pid, Channel channel, byte[] bytes, int from, int length) {
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
  private void write(byte @Nullable [] more, int from, int length) {
    FrameQueue.Batch batch = queue.take();
    writing = true;
    room.signalAll();
    lock.unlock();
    Throwable failure = null;
    try {
      write(batch);
      if (more != null) {
        out.write(more, from, length);
      }
      out.flush();
    } catch (Throwable e) { // whatever it is, what has been written may end in half a frame
      failure = e;
    } finally {
      lock.lock();
      queue.giveBack(batch);
      writing = false;
      writes++;
      room.signalAll();
      if (closed) {
        flusherNeeded.signal(); // it may have nothing left to do but to end
      }
    }
    if (failure != null) {
      breakOff(failure);
    }
  }

  private void breakOff(Throwable failure) {
    if (!broken) {
      broken = true;
      queue.clear();
      room.signalAll();
      whenBroken.accept(failure);
    }
  }

  private void write(FrameQueue.Batch batch) throws IOException {
    FrameBuffer answers = batch.answers;
    FrameBuffer events = batch.events;
    if (!answers.isEmpty() && answers.size() + events.size() <= 2 * FrameQueue.GATHERED) {
      answers.append(events);
      answers.writeTo(out);
      return;
    }
    if (!answers.isEmpty()) {
      answers.writeTo(out);
    }
    if (!events.isEmpty()) {
      events.writeTo(out);
    }
  }

  private void wakeFlusher() {
    if (!writing && !urgent) {
      urgent = true;
      flusherNeeded.signal();
    }
  }

  private void flush() {
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
