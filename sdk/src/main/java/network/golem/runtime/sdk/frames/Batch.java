package network.golem.runtime.sdk.frames;

import java.io.IOException;
import java.io.OutputStream;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Message;
import network.golem.runtime.protocol.Response;
import org.jspecify.annotations.Nullable;

/// The frames that one turn writes: answers first, then everything else, in order. It records how
/// far it has been written, so that a turn that was cut short by an Error can be resumed, also by
/// another thread.
///
/// Plain data: the [FrameQueue]'s at first, then that of the thread whose turn it is.
final class Batch {
  private static final byte[] NOTHING = {};

  private final FrameBuffer answers = new FrameBuffer(1024);
  private final FrameBuffer events = new FrameBuffer(FrameQueue.GATHERED);
  private final FrameBuffer header = new FrameBuffer(FrameBuffer.LONGEST_HEADER);
  private Progress progress = Progress.NOTHING_WRITTEN;
  private @Nullable Throwable failure;

  private enum Progress {
    NOTHING_WRITTEN,
    /// Nothing written either; the events have been appended to the answers.
    JOINED,
    ANSWERS_WRITTEN,
    ALL_WRITTEN
  }

  /// Adds an answer, and the events that belong to it, to the answers.
  void answer(Response answer, Event... after) {
    answers.append(answer);
    for (Event event : after) {
      answers.append(event);
    }
  }

  void answer(FrameBuffer answer) {
    answers.append(answer);
  }

  void add(Message message) {
    events.append(message);
  }

  void add(FrameBuffer frames) {
    events.append(frames);
  }

  void output(long pid, Channel channel, byte[] bytes, int from, int length) {
    events.appendOutput(pid, channel, bytes, from, length);
  }

  boolean isEmpty() {
    return answers.isEmpty() && events.isEmpty();
  }

  int size() {
    return answers.size() + events.size();
  }

  int sizeOfEvents() {
    return events.size();
  }

  /// Writes what has not been written yet, or records the failure.
  ///
  /// @throws StackOverflowError in an author's recursion; it can be resumed
  void write(OutputStream out) {
    write(out, NOTHING, 0, 0);
  }

  /// The same, with a piece of output behind all that is in here.
  ///
  /// @param bytes the [FrameBuffer#LONGEST_HEADER] bytes before `from` may be overwritten
  /// @throws StackOverflowError in an author's recursion; this can be resumed, but for the piece
  void writeWith(OutputStream out, long pid, Channel channel, byte[] bytes, int from, int length) {
    header.clear();
    header.appendOutputHeader(pid, channel, length);
    int begin = from - header.size();
    header.copyTo(bytes, begin);
    write(out, bytes, begin, from + length - begin);
  }

  private void write(OutputStream out, byte[] behind, int from, int length) {
    if (failure == null) {
      try {
        writeTo(out);
        if (length > 0) {
          out.write(behind, from, length);
        }
        out.flush();
      } catch (StackOverflowError e) {
        throw e;
      } catch (Throwable e) { // whatever it is, the output may end in half a frame
        failure = e;
      }
    }
  }

  /// In one write, if that needs no large copy. Expects of `out` that a write that throws an Error
  /// has written nothing.
  private void writeTo(OutputStream out) throws IOException {
    if (progress == Progress.NOTHING_WRITTEN
        && !answers.isEmpty()
        && answers.size() + events.size() <= 2 * FrameQueue.GATHERED) {
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

  /// What writing it has failed with; `null` if it has not. There is no second attempt.
  @Nullable Throwable failure() {
    return failure;
  }

  /// Even if this throws, what has been written is not written again.
  void clear() {
    answers.clear();
    events.clear();
    failure = null;
    progress = Progress.NOTHING_WRITTEN;
  }
}
