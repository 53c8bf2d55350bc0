package network.golem.runtime.sdk.frames;

import java.util.ArrayDeque;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;

/// The frames that wait for being written: answers, which leave first; everything else, in order;
/// and the counters that have changed. Guarded by the writer's lock, but for the [Batch] that has
/// been taken out.
final class FrameQueue {
  /// How many bytes of events wait at most, but for a single one that is larger, and for what never
  /// waits for room.
  static final int GATHERED = 32 * 1024;

  private final ArrayDeque<PendingCounter> counters = new ArrayDeque<>();
  private Batch current = new Batch();
  private Batch spare = new Batch();
  private int answers;

  /// What is written in one go.
  static final class Batch {
    final FrameBuffer answers = new FrameBuffer(1024);
    final FrameBuffer events = new FrameBuffer(GATHERED);

    void clear() {
      answers.clear();
      events.clear();
    }
  }

  void answer(Response answer) {
    current.answers.append(answer);
    answers++;
  }

  /// An answer with the events that belong to it: they leave with the answers.
  void answer(Response answer, Event[] after) {
    answer(answer);
    for (Event event : after) {
      current.answers.append(event);
    }
  }

  int waitingAnswers() {
    return answers;
  }

  void counterChanged(PendingCounter counter) {
    counters.add(counter);
  }

  /// Behind everything that is here, counters included.
  void last(RuntimeMessage message) {
    takeCounters();
    current.events.append(message);
  }

  void events(FrameBuffer frames) {
    current.events.append(frames);
  }

  void output(long pid, Channel channel, byte[] bytes, int from, int length) {
    current.events.appendOutput(pid, channel, bytes, from, length);
  }

  /// Whether a frame of this size finds room among the events.
  boolean fits(int size) {
    return current.events.isEmpty() || current.events.size() + size <= GATHERED;
  }

  /// Whether all that waits is surely no larger than this.
  boolean isWithin(int size) {
    return counters.isEmpty() && current.answers.size() + current.events.size() <= size;
  }

  boolean isEmpty() {
    return current.answers.isEmpty() && current.events.isEmpty() && counters.isEmpty();
  }

  /// Takes everything out. Until it is given back, no more may be taken.
  Batch take() {
    takeCounters();
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

  private void takeCounters() {
    for (PendingCounter counter = counters.poll(); counter != null; counter = counters.poll()) {
      current.events.append(counter.take());
    }
  }
}
