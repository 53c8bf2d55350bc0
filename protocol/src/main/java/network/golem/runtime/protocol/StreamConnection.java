package network.golem.runtime.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A connection over two streams, one in each direction.
final class StreamConnection<S extends Message, R extends Message> implements Connection<S, R> {
  private final MessageReader<R> reader;
  private final InputStream in;
  private final OutputStream out;
  private final ReentrantLock sending = new ReentrantLock();

  StreamConnection(MessageReader<R> reader, InputStream in, OutputStream out) {
    this.reader = reader;
    this.in = in;
    this.out = out;
  }

  @Override
  public void send(S message) throws IOException {
    FrameBuffer frame = new FrameBuffer(128);
    frame.append(message);
    sending.lock();
    try {
      frame.writeTo(out);
      out.flush();
    } finally {
      sending.unlock();
    }
  }

  @Override
  public @Nullable R receive() throws IOException {
    return reader.read();
  }

  @Override
  public void close() throws IOException {
    try (in) {
      out.close();
    }
  }
}
