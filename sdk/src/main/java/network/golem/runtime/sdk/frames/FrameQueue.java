package network.golem.runtime.sdk.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;

/// The frames that wait to be written: answers, which are written first; everything else, in order;
/// and the counters that have changed.
///
/// Plain data without a lock of its own: the [FrameWriter] guards it, and the thread whose turn it
/// is owns the [Batch] that it has taken.
final class FrameQueue {
  /// How many bytes of events wait at most, unless a single one is larger or was added without
  /// asking for room.
  static final int GATHERED = 32 * 1024;

  private final ArrayDeque<PendingCounter> counters = new ArrayDeque<>();
  private Batch current = new Batch();
  private Batch spare = new Batch();
  private int answers;

  /// The bytes that one turn writes. It records how far it has been written, so that a turn that
  /// was cut short by a StackOverflowError can be resumed.
  static final class Batch {
    private final FrameBuffer answers = new FrameBuffer(1024);
    private final FrameBuffer events = new FrameBuffer(GATHERED);
    private final FrameBuffer header = new FrameBuffer(FrameBuffer.LONGEST_HEADER);
    private Progress progress = Progress.NOTHING_WRITTEN;

    private enum Progress {
      NOTHING_WRITTEN,
      /// Nothing written either; the events have been appended to the answers.
      JOINED,
      ANSWERS_WRITTEN,
      ALL_WRITTEN
    }

    /// Writes what has not been written yet, in one write if that needs no large copy. Expects of
    /// `out` that a write that throws an Error has written nothing.
    void writeTo(OutputStream out) throws IOException {
      if (progress == Progress.NOTHING_WRITTEN
          && !answers.isEmpty()
          && answers.size() + events.size() <= 2 * GATHERED) {
        answers.append(events);
        progress = Progress.JOINED;
      }
      if (progress == Progress.JOINED) {
        answers.writeTo(out);
        progress = Progress.ALL_WRITTEN;
      } else if (progress == Progress.NOTHING_WRITTEN && !answers.isEmpty()) {
        answers.writeTo(out);
        progress = Progress.ANSWERS_WRITTEN;
      }
      if (progress != Progress.ALL_WRITTEN && !events.isEmpty()) {
        events.writeTo(out);
        progress = Progress.ALL_WRITTEN;
      }
    }

    /// Puts the header of an output frame before `from`; the caller has left room for it.
    ///
    /// @return the index of the frame's first byte
    int prependHeader(long pid, Channel channel, byte[] bytes, int from, int length) {
      header.clear();
      header.appendOutputHeader(pid, channel, length);
      int begin = from - header.size();
      header.copyTo(bytes, begin);
      return begin;
    }

    private void clear() {
      answers.clear();
      events.clear();
      progress = Progress.NOTHING_WRITTEN;
    }
  }

  void answer(Response answer) {
    current.answers.append(answer);
    answers++;
  }

  /// An answer with the events that belong to it: they are written with the answers.
  void answer(Response answer, Event[] after) {
    answer(answer);
    for (Event event : after) {
      current.answers.append(event);
    }
  }

  int waitingAnswers() {
    return answers;
  }

  /// Adds a counter that is not in the queue, and marks it only then: if a StackOverflowError comes
  /// between, it may be sent twice, while one that is marked but not in the queue never would be.
  void counterChanged(PendingCounter counter) {
    counters.add(counter);
    counter.queued();
  }

  /// Adds a message after everything in the queue, including counters.
  void last(RuntimeMessage message) {
    appendCounters();
    current.events.append(message);
  }

  void events(FrameBuffer frames) {
    current.events.append(frames);
  }

  void output(long pid, Channel channel, byte[] bytes, int from, int length) {
    current.events.appendOutput(pid, channel, bytes, from, length);
  }

  /// Whether there is room among the events for a frame of this size.
  boolean hasRoomFor(int size) {
    return current.events.isEmpty() || current.events.size() + size <= GATHERED;
  }

  /// Whether everything here is certain to take no more bytes than this.
  boolean isWithin(int size) {
    return counters.isEmpty() && current.answers.size() + current.events.size() <= size;
  }

  boolean isEmpty() {
    return current.answers.isEmpty() && current.events.isEmpty() && counters.isEmpty();
  }

  /// Takes everything out. Until the batch is given back, no other may be taken.
  Batch take() {
    appendCounters();
    Batch taken = current;
    current = spare;
    answers = 0;
    return taken;
  }

  void giveBack(Batch batch) {
    batch.clear();
    spare = batch;
  }

  void clear() {
    current.clear();
    counters.clear();
    answers = 0;
  }

  /// Removes a counter only after its value has been appended, which may fail.
  private void appendCounters() {
    for (PendingCounter counter = counters.peek(); counter != null; counter = counters.peek()) {
      current.events.append(counter.take());
      counters.remove();
    }
  }
}
