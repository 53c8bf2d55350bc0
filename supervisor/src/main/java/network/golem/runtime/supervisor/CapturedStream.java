package network.golem.runtime.supervisor;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import network.golem.runtime.protocol.Bytes;

/// Keeps of an output what its [CaptureMode] says. For one thread at a time.
final class CapturedStream {
  private final CaptureMode mode;
  private final boolean keep;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final Deque<byte[]> tail = new ArrayDeque<>();
  private long seen;
  private long inTail;

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
      head.write(block, 0, first);
      addToTail(block, first);
    }
    return mode.streamed() && first > 0
        ? Optional.of(Captured.chunk(mode.binary(), Bytes.copyOf(block, 0, first)))
        : Optional.empty();
  }

  private void addToTail(byte[] block, int from) {
    if (mode.tail() == 0 || from == block.length) {
      return;
    }
    byte[] rest = new byte[block.length - from];
    System.arraycopy(block, from, rest, 0, rest.length);
    tail.addLast(rest);
    inTail += rest.length;
    while (inTail - tail.getFirst().length >= mode.tail()) {
      inTail -= tail.removeFirst().length;
    }
  }

  /// All that is kept.
  Captured kept() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toByteArray());
    long skip = Math.max(0, inTail - mode.tail());
    for (byte[] block : tail) {
      int from = (int) Math.min(skip, block.length);
      skip -= from;
      all.write(block, from, block.length - from);
    }
    return Captured.whole(mode.binary(), all.toByteArray());
  }
}
