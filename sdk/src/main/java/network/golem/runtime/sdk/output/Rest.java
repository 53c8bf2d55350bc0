package network.golem.runtime.sdk.output;

import network.golem.runtime.sdk.frames.SendCheck;
import org.jspecify.annotations.Nullable;

/// An incomplete character at the end of one of a command's outputs, kept until the rest arrives or
/// the wait for it is over.
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

  /// Keeps an incomplete character.
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

  /// Puts the kept bytes before the next piece.
  ///
  /// @param at the index of that piece
  /// @return the index of the first byte, including the kept ones
  int moveBefore(byte[] to, int at) {
    int begin = at - size;
    byte[] kept = bytes;
    if (kept != null) {
      System.arraycopy(kept, OutputSink.HEADROOM, to, begin, size);
    }
    size = 0;
    return begin;
  }

  /// Passes on the incomplete character.
  void writeTo(OutputSink sink, SendCheck check) {
    byte[] kept = bytes;
    if (kept != null && size > 0) {
      int length = size;
      size = 0;
      sink.write(channel, kept, OutputSink.HEADROOM, length, check);
    }
  }

  /// Passes on the incomplete character without waiting. False if there is no room now.
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
