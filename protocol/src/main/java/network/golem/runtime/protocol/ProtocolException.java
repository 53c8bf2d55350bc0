package network.golem.runtime.protocol;

import java.io.IOException;

/// The input is not a message of the protocol. The exception's message is one sentence that
/// includes the position.
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  ProtocolException(String problem, long offset) {
    super(problem + ", at byte " + offset + " of the input");
    this.offset = offset;
  }

  /// The position of the problem, in bytes from the beginning of the stream.
  public long offset() {
    return offset;
  }
}
