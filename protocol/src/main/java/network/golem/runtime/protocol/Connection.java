package network.golem.runtime.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// One end of a session. Any number of threads may send, while one receives.
///
/// @param <S> the messages that this end sends
/// @param <R> the messages that it receives
public interface Connection<S extends Message, R extends Message> extends AutoCloseable {

  /// Sends a message as a whole and in one write, however many threads send. Over streams, it
  /// blocks while the other end does not read.
  ///
  /// @throws IOException if either end is closed, or the stream throws it; whether the other end
  ///   receives the message is then unknown, and nothing more should be sent
  void send(S message) throws IOException;

  /// Waits for the next message; `null` if the other end has closed and everything has been read.
  ///
  /// @throws ProtocolException if anything else arrives; nothing after it can be read
  /// @throws IOException if the stream throws it
  @Nullable R receive() throws IOException;

  /// Closes both directions. The other end reads what has been sent, and then the end. Whether this
  /// wakes a thread that waits in [#receive()] at this end depends on the connection: the streams
  /// of processes and files do not wake it, a connection in memory does.
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

  /// The two ends of a session without streams between them. Sending never blocks.
  static InMemory inMemory() {
    return MemoryConnection.pair();
  }

  /// The two ends of one session.
  record InMemory(
      Connection<Request, RuntimeMessage> supervisor,
      Connection<RuntimeMessage, Request> runtime) {}
}
