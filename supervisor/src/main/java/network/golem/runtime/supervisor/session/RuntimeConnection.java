package network.golem.runtime.supervisor.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// The supervisor's end of a session over a runtime's standard streams. If the runtime writes text
/// to its standard output, which only messages may use, this finds it: the decoder sees just a
/// wrong length, or waits for the rest of a very long message.
public final class RuntimeConnection implements Connection<Request, RuntimeMessage> {
  private final Recording in;
  private final MessageReader<RuntimeMessage> reader;
  private final Connection<Request, RuntimeMessage> streams;

  /// @param output the runtime's standard output
  /// @param input the runtime's standard input
  public RuntimeConnection(InputStream output, OutputStream input) {
    this.in = new Recording(output);
    this.reader = MessageReader.ofRuntimeMessages(in);
    this.streams = Connection.ofSupervisor(in, input);
  }

  @Override
  public void send(Request message) throws IOException {
    streams.send(message);
  }

  @Override
  public @Nullable RuntimeMessage receive() throws IOException {
    RuntimeMessage message = reader.read();
    in.understood(reader.offset());
    return message;
  }

  @Override
  public void close() throws IOException {
    streams.close();
  }

  /// If what has arrived after the last message is text and no message: a clause that quotes it.
  public Optional<String> strayText() {
    return in.text()
        .map(text ->
            "the runtime wrote this to its standard output, where only messages of the protocol are"
                + " allowed: \""
                + text
                + "\"");
  }

  /// Remembers the beginning of what follows the last message.
  private static final class Recording extends FilterInputStream {
    /// Holds what the reader reads at once, and as much of a message before it.
    private static final int KEPT = 128 * 1024;

    private static final int SHOWN = 200;
    private static final int SHORTEST = 3;

    @GuardedBy("this")
    private final byte[] kept = new byte[KEPT];

    /// The position in the stream of the first byte that is kept.
    @GuardedBy("this")
    private long from;

    @GuardedBy("this")
    private int count;

    /// The position in the stream of the next byte.
    @GuardedBy("this")
    private long position;

    /// The position after the last message.
    @GuardedBy("this")
    private long understood;

    Recording(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int at, int length) throws IOException {
      int read = in.read(buffer, at, length);
      if (read > 0) {
        keep(buffer, at, read);
      }
      return read;
    }

    /// Everything up to here has been messages.
    synchronized void understood(long offset) {
      understood = offset;
    }

    /// The reader only reads more when it has returned all messages that are complete: the bytes
    /// after those are the beginning of the next one.
    private synchronized void keep(byte[] buffer, int at, int read) {
      boolean complete = position == from + count; // otherwise, a message is longer than is kept
      int pending = (int) Math.min(KEPT, position - understood);
      if (pending == 0) {
        from = position;
        count = 0;
      } else if (complete && understood > from) {
        System.arraycopy(kept, count - pending, kept, 0, pending);
        from = understood;
        count = pending;
      }
      if (position == from + count) {
        int added = Math.min(read, KEPT - count);
        System.arraycopy(buffer, at, kept, count, added);
        count += added;
      }
      position += read;
    }

    synchronized Optional<String> text() {
      int begin = (int) Math.min(count, Math.max(0, understood - from));
      int length = Math.min(count - begin, 4 * SHOWN);
      String all = new String(kept, begin, length, StandardCharsets.UTF_8);
      int end = 0;
      while (end < all.length() && isText(all.charAt(end))) {
        end++;
      }
      String text = all.substring(0, end).strip();
      if (end < SHORTEST || text.isEmpty()) {
        return Optional.empty();
      }
      String line = text.lines().findFirst().orElse("");
      return Optional.of(
          line.length() <= SHOWN && line.length() == text.length()
              ? line
              : line.substring(0, Math.min(SHOWN, line.length())) + "…");
    }

    private static boolean isText(char each) {
      return each != '\uFFFD' && (!Character.isISOControl(each) || Character.isWhitespace(each));
    }
  }
}
