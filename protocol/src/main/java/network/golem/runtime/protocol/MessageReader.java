package network.golem.runtime.protocol;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads messages from a stream. Not thread-safe.
///
/// @param <M> the messages that are read
public final class MessageReader<M extends Message> {
  /// The longest accepted message by default: 64 MiB. The protocol itself has no limit.
  public static final int LONGEST_MESSAGE = 64 * 1024 * 1024;

  private final FrameReader frames;
  private final Decoding<M> decoding;
  private @Nullable ProtocolException refusal;
  private long offset;

  private MessageReader(InputStream in, int limit, Decoding<M> decoding) {
    if (limit < 0) {
      throw new IllegalArgumentException("the longest message cannot have " + limit + " bytes");
    }
    this.frames = new FrameReader(in, limit);
    this.decoding = decoding;
  }

  /// Reads the messages of a supervisor.
  public static MessageReader<Request> ofRequests(InputStream in) {
    return ofRequests(in, LONGEST_MESSAGE);
  }

  /// Reads the messages of a supervisor, and refuses those of more than `limit` bytes.
  public static MessageReader<Request> ofRequests(InputStream in, int limit) {
    return new MessageReader<>(in, limit, RequestDecoder::decode);
  }

  /// Reads the messages of a runtime.
  public static MessageReader<RuntimeMessage> ofRuntimeMessages(InputStream in) {
    return ofRuntimeMessages(in, LONGEST_MESSAGE);
  }

  /// Reads the messages of a runtime, and refuses those of more than `limit` bytes.
  public static MessageReader<RuntimeMessage> ofRuntimeMessages(InputStream in, int limit) {
    return new MessageReader<>(in, limit, RuntimeMessageDecoder::decode);
  }

  /// Waits for the next message; `null` at the end of the stream, if that is between two frames. It
  /// allocates memory for what has arrived, not for what is announced.
  ///
  /// @throws ProtocolException if the input is not a message, or the stream ends within one; every
  ///   later call throws it again
  /// @throws IOException if the stream throws it; reading may continue where it stopped if the
  ///   stream allows that
  public @Nullable M read() throws IOException {
    if (refusal != null) {
      throw refusal;
    }
    try {
      WireReader message = frames.next();
      if (message == null) {
        return null;
      }
      M decoded = decoding.decode(message);
      offset = frames.offset();
      return decoded;
    } catch (ProtocolException e) {
      refusal = e; // the beginning of the next message is unknown
      throw e;
    }
  }

  /// The number of bytes of the stream that have been consumed by messages.
  public long offset() {
    return offset;
  }

  private interface Decoding<M> {
    M decode(WireReader in) throws ProtocolException;
  }
}
