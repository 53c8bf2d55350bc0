package network.golem.runtime.sdk.output;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The two streams that a command's author prints to. Each is created on demand, because it has
/// some 25 KB of buffers.
final class PrintStreams {
  private final CommandOutput output;

  @GuardedBy("this")
  private @Nullable PrintStream stdout;

  @GuardedBy("this")
  private @Nullable PrintStream stderr;

  PrintStreams(CommandOutput output) {
    this.output = output;
  }

  synchronized PrintStream stdout() {
    PrintStream stream = stdout;
    if (stream == null) {
      stream = to(OutputChannel.STDOUT);
      stdout = stream;
    }
    return stream;
  }

  synchronized PrintStream stderr() {
    PrintStream stream = stderr;
    if (stream == null) {
      stream = to(OutputChannel.STDERR);
      stderr = stream;
    }
    return stream;
  }

  /// Releases the memory.
  synchronized void release() {
    stdout = null;
    stderr = null;
  }

  private PrintStream to(OutputChannel channel) {
    OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int b) {
            output.write(channel, new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            output.write(channel, bytes, from, length);
          }

          @Override
          public void flush() {
            output.flush();
          }
        };
    return new PrintStream(stream, false, StandardCharsets.UTF_8);
  }
}
