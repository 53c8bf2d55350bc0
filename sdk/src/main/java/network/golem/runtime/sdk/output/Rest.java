package network.golem.runtime.sdk.output;

import network.golem.runtime.sdk.frames.SendCheck;
import org.jspecify.annotations.Nullable;

/// The beginning of a character in one of a command's outputs, kept until its end comes or nobody
/// waits for that any longer.
final class Rest {
  private final OutputChannel channel;
  private byte @Nullable [] bytes;
  private int size;

  Rest(OutputChannel channel) {
    this.channel = channel;
  }

  int size() {
    return size;
  }

  /// Takes what has no end yet.
  void keep(byte[] from, int at, int length) {
    if (length > 0) {
      byte[] kept = bytes;
      if (kept == null) {
        kept = new byte[OutputSink.HEADROOM + CharacterEnds.LONGEST_REST];
        bytes = kept;
      }
      System.arraycopy(from, at, kept, OutputSink.HEADROOM, length);
      size = length;
    }
  }

  /// Puts it before what comes next.
  ///
  /// @param at the index of that
  /// @return where it all begins
  int moveBefore(byte[] to, int at) {
    int begin = at - size;
    byte[] kept = bytes;
    if (kept != null) {
      System.arraycopy(kept, OutputSink.HEADROOM, to, begin, size);
    }
    size = 0;
    return begin;
  }

  /// Hands it on as it is.
  void writeTo(OutputSink sink, SendCheck check) {
    byte[] kept = bytes;
    if (kept != null && size > 0) {
      int length = size;
      size = 0;
      sink.write(channel, kept, OutputSink.HEADROOM, length, check);
    }
  }

  /// The same without waiting: false if there is no room now.
  boolean offerTo(OutputSink sink, SendCheck check) {
    byte[] kept = bytes;
    if (kept != null && size > 0 && !sink.offer(channel, kept, OutputSink.HEADROOM, size, check)) {
      return false;
    }
    size = 0;
    return true;
  }

  void clear() {
    size = 0;
  }
}
