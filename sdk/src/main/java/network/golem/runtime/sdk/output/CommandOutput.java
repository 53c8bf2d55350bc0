package network.golem.runtime.sdk.output;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import network.golem.runtime.sdk.frames.SendCheck;
import org.jspecify.annotations.Nullable;

/// A command's two outputs, collected into pieces. A piece is passed on at the end of a line, at 64
/// KiB, on flush, after 5 ms of silence, and when the command prints to the other output. Readers
/// may decode each piece separately, so a piece ends at a character boundary if the bytes are UTF-8
/// and the rest of the character arrives within 50 ms.
public final class CommandOutput {
  private static final int LONGEST_PIECE = 64 * 1024;
  private static final int FIRST_CAPACITY = 1024;

  /// How far back the end of a line is searched for. A longer rest is not a line of text, and
  /// searching all of it would cost as much as sending it.
  private static final int LONGEST_TAIL = 512;

  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /// How long to wait for the rest of a character. Its beginning alone cannot be decoded, and on a
  /// busy machine the rest may take longer than the silence between lines.
  private static final long REST_SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final OutputSink sink;
  private final SendCheck check;
  private final ScheduledExecutorService clock;

  /// Held while a piece is being passed on, even if that has to wait.
  private final ReentrantLock lock = new ReentrantLock();

  private final PrintStreams streams = new PrintStreams(this);

  @GuardedBy("lock")
  private byte @Nullable [] buffer;

  @GuardedBy("lock")
  private int size;

  @GuardedBy("lock")
  private OutputChannel channel = OutputChannel.STDOUT;

  /// The incomplete character that was cut off the last piece of each output. Empty for the output
  /// whose bytes are in `buffer`.
  @GuardedBy("lock")
  private final Rest stdoutRest = new Rest(OutputChannel.STDOUT);

  @GuardedBy("lock")
  private final Rest stderrRest = new Rest(OutputChannel.STDERR);

  @GuardedBy("lock")
  private boolean silenceAwaited;

  @GuardedBy("lock")
  private long lastWrite;

  /// Whether the clock's thread may hold the lock. Written by that thread only.
  private volatile boolean silencing;

  /// @param check decides whether the command may still print; called for each piece
  /// @param clock measures the silence; tasks on it must not block
  public CommandOutput(OutputSink sink, SendCheck check, ScheduledExecutorService clock) {
    this.sink = sink;
    this.check = check;
    this.clock = clock;
  }

  public PrintStream stdout() {
    return streams.stdout();
  }

  public PrintStream stderr() {
    return streams.stderr();
  }

  /// Releases the memory. Unsent output is discarded.
  public void release() {
    streams.release();
    if (lock.tryLock()) {
      try {
        buffer = null;
        discard();
      } finally {
        lock.unlock();
      }
    }
  }

  /// Passes on what is left, if that is possible without waiting for room.
  public void offerRest() {
    if (lock.tryLock() || (silencing && isFreed())) {
      try {
        offerAll();
      } catch (CancellationException e) {
        discard(); // it must not be sent any more
      } finally {
        lock.unlock();
      }
    }
  }

  /// Waits for the clock's thread, which does not hold the lock for long. What that has not yet
  /// passed on would be lost if the command became silent now.
  private boolean isFreed() {
    try {
      return lock.tryLock(100 * SILENCE_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void write(OutputChannel target, byte[] bytes, int from, int length) {
    lock.lock();
    try {
      if (target != channel) {
        cutPiece();
        channel = target;
      }
      Rest rest = rest(target);
      if (rest.size() > 0) {
        int more = rest.size();
        int _ = rest.moveBefore(roomFor(more), OutputSink.HEADROOM + more);
        size = more;
      }
      int taken = 0;
      while (taken < length) {
        int count = Math.min(length - taken, LONGEST_PIECE - size);
        System.arraycopy(bytes, from + taken, roomFor(count), OutputSink.HEADROOM + size, count);
        size += count;
        taken += count;
        if (size == LONGEST_PIECE) {
          flushTo(CharacterEnds.last(roomFor(0), OutputSink.HEADROOM, OutputSink.HEADROOM + size));
        }
      }
      flushLines(Math.min(length, size));
      awaitSilence();
    } finally {
      lock.unlock();
    }
  }

  /// Passes on a piece from the caller's array, after everything that was printed before.
  ///
  /// @param bytes at least [OutputSink#HEADROOM] bytes before `from` may be overwritten
  public void pass(OutputChannel target, byte[] bytes, int from, int length) {
    lock.lock();
    try {
      cutPiece();
      Rest rest = rest(target);
      int begin = rest.moveBefore(bytes, from);
      int all = from + length;
      while (begin < all) {
        int end = CharacterEnds.last(bytes, begin, Math.min(all, begin + LONGEST_PIECE));
        if (end == begin) { // there is only the beginning of a character
          rest.keep(bytes, begin, all - begin);
          awaitSilence();
          return;
        }
        sink.write(target, bytes, begin, end - begin, check);
        begin = end;
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Rest rest(OutputChannel of) {
    return of == OutputChannel.STDOUT ? stdoutRest : stderrRest;
  }

  @GuardedBy("lock")
  private byte[] roomFor(int count) {
    int wanted = OutputSink.HEADROOM + size + count;
    byte[] roomy = buffer;
    if (roomy == null) {
      roomy = new byte[Math.max(wanted, OutputSink.HEADROOM + FIRST_CAPACITY)];
    } else if (roomy.length < wanted) {
      roomy =
          Arrays.copyOf(
              roomy,
              Math.min(Math.max(wanted, 2 * roomy.length), OutputSink.HEADROOM + LONGEST_PIECE));
    }
    buffer = roomy;
    return roomy;
  }

  /// Passes on everything up to the last end of a line.
  ///
  /// @param added the number of new bytes; there is no end of a line before them
  @GuardedBy("lock")
  private void flushLines(int added) {
    byte[] bytes = buffer;
    if (bytes == null) {
      return;
    }
    int all = OutputSink.HEADROOM + size;
    int end = LineEnds.last(bytes, all - Math.min(added, LONGEST_TAIL), all);
    if (end > 0) {
      flushTo(end);
    }
  }

  /// Passes on everything up to this index, and moves the rest to the front.
  @GuardedBy("lock")
  private void flushTo(int end) {
    byte[] bytes = buffer;
    if (bytes != null) {
      int rest = OutputSink.HEADROOM + size - end;
      size = 0;
      sink.write(channel, bytes, OutputSink.HEADROOM, end - OutputSink.HEADROOM, check);
      System.arraycopy(bytes, end, bytes, OutputSink.HEADROOM, rest);
      size = rest;
    }
  }

  /// Passes on all complete characters and keeps the rest, because the command prints to the other
  /// output.
  @GuardedBy("lock")
  private void cutPiece() {
    byte[] bytes = buffer;
    if (bytes != null && size > 0) {
      int all = OutputSink.HEADROOM + size;
      int end = CharacterEnds.last(bytes, OutputSink.HEADROOM, all);
      size = 0; // discarded in any case: if it cannot be passed on now, it never can
      rest(channel).keep(bytes, end, all - end);
      if (end > OutputSink.HEADROOM) {
        sink.write(channel, bytes, OutputSink.HEADROOM, end - OutputSink.HEADROOM, check);
      }
    }
  }

  /// Passes on all that is left, even an incomplete character.
  @GuardedBy("lock")
  private void flushPiece() {
    byte[] bytes = buffer;
    if (bytes != null && size > 0) {
      int length = size;
      size = 0; // discarded in any case: if it cannot be passed on now, it never can
      sink.write(channel, bytes, OutputSink.HEADROOM, length, check);
    }
    stdoutRest.writeTo(sink, check);
    stderrRest.writeTo(sink, check);
  }

  /// Passes on all that is left, without waiting.
  @GuardedBy("lock")
  private void offerAll() {
    byte[] bytes = buffer;
    if (bytes == null
        || size == 0
        || sink.offer(channel, bytes, OutputSink.HEADROOM, size, check)) {
      size = 0;
      boolean _ = stdoutRest.offerTo(sink, check) && stderrRest.offerTo(sink, check);
    }
  }

  /// Passes on all complete characters without waiting. False if there is no room for them now.
  @GuardedBy("lock")
  private boolean offerCharacters() {
    byte[] bytes = buffer;
    if (bytes != null && size > 0) {
      int all = OutputSink.HEADROOM + size;
      int end = CharacterEnds.last(bytes, OutputSink.HEADROOM, all);
      int length = end - OutputSink.HEADROOM;
      if (length > 0 && !sink.offer(channel, bytes, OutputSink.HEADROOM, length, check)) {
        return false;
      }
      size = 0;
      rest(channel).keep(bytes, end, all - end);
    }
    return true;
  }

  @GuardedBy("lock")
  private void discard() {
    size = 0;
    stdoutRest.clear();
    stderrRest.clear();
  }

  @GuardedBy("lock")
  private boolean isEmpty() {
    return size == 0 && stdoutRest.size() == 0 && stderrRest.size() == 0;
  }

  /// Passes on what is left.
  public void flush() {
    lock.lock();
    try {
      flushPiece();
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void awaitSilence() {
    if (!isEmpty()) {
      lastWrite = System.nanoTime();
      if (!silenceAwaited) {
        silenceAwaited = true;
        var _ = clock.schedule(this::silence, SILENCE_NANOS, TimeUnit.NANOSECONDS);
      }
    }
  }

  /// Runs on the clock's thread, which must wait neither for the lock nor for room.
  private void silence() {
    long again;
    silencing = true; // before the lock is held, until it is not
    try {
      again = passOnInSilence();
    } finally {
      silencing = false;
    }
    if (again > 0) {
      var _ = clock.schedule(this::silence, again, TimeUnit.NANOSECONDS);
    }
  }

  /// @return after how many nanoseconds to look again; 0 if there is nothing to wait for
  private long passOnInSilence() {
    long again = SILENCE_NANOS;
    if (lock.tryLock()) {
      try {
        if (isEmpty()) {
          silenceAwaited = false;
          return 0;
        }
        long silent = System.nanoTime() - lastWrite;
        if (silent < SILENCE_NANOS) {
          again -= silent;
        } else if (offerCharacters()) {
          if (silent >= REST_SILENCE_NANOS) {
            offerAll();
          }
          if (isEmpty()) {
            silenceAwaited = false;
            return 0;
          }
        }
      } catch (CancellationException e) {
        discard(); // the command must not print any more, so this is discarded
        silenceAwaited = false;
        return 0;
      } finally {
        lock.unlock();
      }
    }
    return again;
  }
}
