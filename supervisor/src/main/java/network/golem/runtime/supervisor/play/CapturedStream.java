package network.golem.runtime.supervisor.play;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.CaptureMode;
import network.golem.runtime.supervisor.model.Captured;

/// Keeps as much of an output as its [CaptureMode] says. Not thread-safe.
final class CapturedStream {
  /// The most that is kept of one output of one command. A node keeps everything.
  static final int MOST = 64 * 1024 * 1024;

  private final CaptureMode mode;
  private final boolean keep;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final Deque<byte[]> tail = new ArrayDeque<>();
  private long seen;
  private long inTail;
  private boolean lost;

  /// @param keep whether [#kept()] will be called
  CapturedStream(CaptureMode mode, boolean keep) {
    this.mode = mode;
    this.keep = keep;
  }

  /// Adds output.
  ///
  /// @return the part that is streamed at once
  Optional<Captured> add(Bytes bytes) {
    int first = (int) Math.min(bytes.length(), Math.max(0, mode.head() - seen));
    seen += bytes.length();
    byte[] block = bytes.toByteArray();
    if (keep) {
      int kept = Math.min(first, MOST - head.size());
      head.write(block, 0, kept);
      lost |= kept < first;
      addToTail(block);
    }
    return mode.streamed() && first > 0
        ? Optional.of(Captured.chunk(mode.binary(), Bytes.copyOf(block, 0, first)))
        : Optional.empty();
  }

  /// The end may overlap with the beginning: then bytes are kept twice, as on a node.
  private void addToTail(byte[] block) {
    if (mode.tail() == 0 || block.length == 0) {
      return;
    }
    tail.addLast(block);
    inTail += block.length;
    lost |= inTail > MOST && mode.tail() > MOST;
    while (inTail - tail.getFirst().length >= longestTail()) {
      inTail -= tail.removeFirst().length;
    }
  }

  private long longestTail() {
    return Math.min(MOST, mode.tail());
  }

  /// Whether output was dropped that a node would have kept.
  boolean hasLost() {
    return lost;
  }

  /// What was kept; empty if it is nothing.
  Optional<Captured> kept() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toByteArray());
    long skip = Math.max(0, inTail - longestTail());
    for (byte[] block : tail) {
      int from = (int) Math.min(skip, block.length);
      skip -= from;
      all.write(block, from, block.length - from);
    }
    return all.size() == 0
        ? Optional.empty()
        : Optional.of(Captured.whole(mode.binary(), all.toByteArray()));
  }
}
