package network.golem.runtime.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// One end of a session. Sending and receiving may happen at the same time; several may send, one
/// may receive.
///
/// @param <S> what this end sends
/// @param <R> what it receives
public interface Connection<S extends Message, R extends Message> extends AutoCloseable {

  /// Sends a message, in one write. Blocks while the other end does not read.
  void send(S message) throws IOException;

  /// The next message, or `null` when the other end has closed and all has been read.
  ///
  /// @throws ProtocolException when something else arrives; nothing that comes after it can be read
  @Nullable R receive() throws IOException;

  /// Closes both directions. The other end reads what has been sent, and then the end.
  @Override
  void close() throws IOException;

  /// The supervisor's end, over streams: `in` comes from the runtime, `out` goes to it.
  static Connection<Request, RuntimeMessage> ofSupervisor(InputStream in, OutputStream out) {
    return new StreamConnection<>(MessageReader.ofRuntimeMessages(in), in, out);
  }

  /// The runtime's end, over streams: `in` comes from the supervisor, `out` goes to it.
  static Connection<RuntimeMessage, Request> ofRuntime(InputStream in, OutputStream out) {
    return new StreamConnection<>(MessageReader.ofRequests(in), in, out);
  }

  /// The two ends of a session without streams between them.
  static InMemory inMemory() {
    return MemoryConnection.pair();
  }

  /// Two ends that belong together.
  record InMemory(
      Connection<Request, RuntimeMessage> supervisor,
      Connection<RuntimeMessage, Request> runtime) {}
}
