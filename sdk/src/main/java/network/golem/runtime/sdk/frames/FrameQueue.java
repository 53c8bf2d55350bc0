package network.golem.runtime.sdk.frames;

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

  /// Adds an answer with the events that belong to it: they are written with the answers.
  void answer(Response answer, Event... after) {
    current.answer(answer, after);
    answers++;
  }

  void answer(FrameBuffer answer) {
    current.answer(answer);
    answers++;
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
    current.add(message);
  }

  void add(FrameBuffer frames) {
    current.add(frames);
  }

  void output(long pid, Channel channel, byte[] bytes, int from, int length) {
    current.output(pid, channel, bytes, from, length);
  }

  /// Whether there is room among the events for a frame of this size.
  boolean hasRoomFor(int size) {
    int waiting = current.sizeOfEvents();
    return waiting == 0 || waiting + size <= GATHERED;
  }

  /// Whether everything here is certain to take no more bytes than this.
  boolean isWithin(int size) {
    return counters.isEmpty() && current.size() <= size;
  }

  boolean isEmpty() {
    return current.isEmpty() && counters.isEmpty();
  }

  /// Takes everything out. Until the batch is given back, no other may be taken, except in
  /// exchange.
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

  /// Gives a batch back and takes the next one: both or, if this throws, neither.
  Batch exchange(Batch written) {
    appendCounters();
    written.clear();
    Batch taken = current;
    current = written;
    answers = 0;
    return taken;
  }

  void clear() {
    current.clear();
    counters.clear();
    answers = 0;
  }

  /// Removes a counter only after its value has been appended, which may fail.
  private void appendCounters() {
    for (PendingCounter counter = counters.peek(); counter != null; counter = counters.peek()) {
      current.add(counter.take());
      counters.remove();
    }
  }
}
