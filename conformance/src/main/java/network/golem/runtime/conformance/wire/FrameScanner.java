package network.golem.runtime.conformance.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// Takes a stream of bytes apart into frames, and says where it stops being one. Not thread-safe.
public final class FrameScanner {
  private static final int LONGEST_LENGTH = 10;

  /// More is not a length, but a text: that of `hell` alone is 104, but that of `{"st` is 123.
  private static final int LONGEST_FRAME = 256 * 1024 * 1024;

  private static final int SHOWN = 64;

  private final Consumer<Reply> replies;
  private byte[] bytes = new byte[64 * 1024];
  private int begin;
  private int end;
  private long consumed;
  private String broken = "";

  public FrameScanner(Consumer<Reply> replies) {
    this.replies = replies;
  }

  /// Why the bytes are not frames; empty as long as they are.
  public Optional<String> broken() {
    return broken.isEmpty() ? Optional.empty() : Optional.of(broken);
  }

  /// The bytes of a frame that is not complete.
  public byte[] rest() {
    return Arrays.copyOfRange(bytes, begin, end);
  }

  /// The next bytes of the stream.
  public void feed(byte[] more, int length, long nanos) {
    if (!broken.isEmpty()) {
      return;
    }
    append(more, length);
    while (broken.isEmpty() && next(nanos)) {
      // the next frame
    }
  }

  private void append(byte[] more, int length) {
    if (end + length > bytes.length) {
      int kept = end - begin;
      byte[] target =
          kept + length > bytes.length ? new byte[2 * (kept + length)] : new byte[bytes.length];
      System.arraycopy(bytes, begin, target, 0, kept);
      bytes = target;
      begin = 0;
      end = kept;
    }
    System.arraycopy(more, 0, bytes, end, length);
    end += length;
  }

  private boolean next(long nanos) {
    int prefix = 0;
    long length = 0;
    while (true) {
      if (begin + prefix == end) {
        return false;
      }
      if (prefix == LONGEST_LENGTH) {
        fail("a length of more than ten bytes");
        return false;
      }
      byte next = bytes[begin + prefix];
      length |= (long) (next & 0x7f) << (7 * prefix);
      prefix++;
      if (next >= 0) {
        break;
      }
    }
    if (length < 0 || length > LONGEST_FRAME) {
      fail("a length of " + Long.toUnsignedString(length) + " bytes");
      return false;
    }
    if (end - begin - prefix < length) {
      return false;
    }
    byte[] raw = Arrays.copyOfRange(bytes, begin, begin + prefix + (int) length);
    try {
      replies.accept(Reply.of(nanos, raw, prefix));
    } catch (MalformedMessageException e) {
      fail("a frame of " + length + " bytes that is not a message (" + e.reason() + ")");
      return false;
    }
    begin += raw.length;
    consumed += raw.length;
    return true;
  }

  private void fail(String reason) {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    shown.write(bytes, begin, Math.min(end - begin, SHOWN));
    broken =
        reason
            + " after "
            + consumed
            + " bytes of frames: "
            + MessageText.quoted(shown.toByteArray());
  }
}
