package network.golem.runtime.protocol;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads messages from a stream. For one thread.
///
/// @param <M> what comes from that side
public final class MessageReader<M extends Message> {
  /// The longest message that is taken where nothing else is said: 64 MiB. The protocol itself
  /// knows no limit.
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

  /// What a supervisor sends.
  public static MessageReader<Request> ofRequests(InputStream in) {
    return ofRequests(in, LONGEST_MESSAGE);
  }

  /// What a supervisor sends, refusing messages of more than `limit` bytes.
  public static MessageReader<Request> ofRequests(InputStream in, int limit) {
    return new MessageReader<>(in, limit, RequestDecoder::decode);
  }

  /// What a runtime sends.
  public static MessageReader<RuntimeMessage> ofRuntimeMessages(InputStream in) {
    return ofRuntimeMessages(in, LONGEST_MESSAGE);
  }

  /// What a runtime sends, refusing messages of more than `limit` bytes.
  public static MessageReader<RuntimeMessage> ofRuntimeMessages(InputStream in, int limit) {
    return new MessageReader<>(in, limit, RuntimeMessageDecoder::decode);
  }

  /// The next message, or `null` at the end of the stream, where that lies between two frames.
  /// Waits until a message is there, whole; takes memory for what has arrived, not for what is
  /// announced.
  ///
  /// @throws ProtocolException when what arrives is no message, or the stream ends inside one; from
  ///   then on, always
  /// @throws IOException when the stream throws it; reading may go on where it stopped if the
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
      refusal = e; // what follows has no known beginning
      throw e;
    }
  }

  /// How many bytes of the stream the messages read so far had.
  public long offset() {
    return offset;
  }

  private interface Decoding<M> {
    M decode(WireReader in) throws ProtocolException;
  }
}
