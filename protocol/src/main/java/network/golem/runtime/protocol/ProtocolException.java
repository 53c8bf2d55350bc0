package network.golem.runtime.protocol;

import java.io.IOException;

/// What arrived is no message of the protocol. The exception's message is one sentence that names
/// the place.
public final class ProtocolException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  ProtocolException(String problem, long offset) {
    super(problem + ", at byte " + offset + " of the input");
    this.offset = offset;
  }

  /// Where it was found, in bytes from the beginning of the stream.
  public long offset() {
    return offset;
  }
}
