package network.golem.runtime.supervisor.play;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.CaptureMode;
import network.golem.runtime.supervisor.model.Captured;

/// Keeps of an output what its [CaptureMode] says. For one thread at a time.
final class CapturedStream {
  /// A node keeps all of it; here, more than this for one output of one command is lost.
  static final int MOST = 64 * 1024 * 1024;

  private final CaptureMode mode;
  private final boolean keep;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final Deque<byte[]> tail = new ArrayDeque<>();
  private long seen;
  private long inTail;
  private boolean lost;

  /// @param keep whether [#kept()] will be asked for
  CapturedStream(CaptureMode mode, boolean keep) {
    this.mode = mode;
    this.keep = keep;
  }

  /// Takes in what came.
  ///
  /// @return what is to be handed on of it at once
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

  /// The last bytes may be among the first ones: those are kept twice, as on a node.
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

  /// Whether the result has less than a node's.
  boolean hasLost() {
    return lost;
  }

  /// All that is kept; empty if that is nothing.
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
