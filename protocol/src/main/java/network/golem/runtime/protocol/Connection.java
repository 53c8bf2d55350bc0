package network.golem.runtime.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// One end of a session. Any number of threads may send, while one receives.
///
/// @param <S> what this end sends
/// @param <R> what it receives
public interface Connection<S extends Message, R extends Message> extends AutoCloseable {

  /// Sends a message, whole and in one write, however many threads send. Over streams it blocks
  /// while the other end does not read.
  ///
  /// @throws IOException when either end is closed, or the stream throws it; whether the other end
  ///   receives the message is then unknown, and nothing more should be sent
  void send(S message) throws IOException;

  /// The next message, or `null` when the other end has closed and all has been read. Waits for it.
  ///
  /// @throws ProtocolException when something else arrives; nothing that comes after it can be read
  /// @throws IOException when the stream throws it
  @Nullable R receive() throws IOException;

  /// Closes both directions. The other end reads what has been sent, and then the end. Whether a
  /// thread that waits in [#receive()] at this end wakes depends on the streams: with those of
  /// processes and files it does not, in memory it does.
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

  /// The two ends of a session without streams between them. Sending never blocks here.
  static InMemory inMemory() {
    return MemoryConnection.pair();
  }

  /// Two ends that belong together.
  record InMemory(
      Connection<Request, RuntimeMessage> supervisor,
      Connection<RuntimeMessage, Request> runtime) {}
}
