package network.golem.runtime.benchmarks.jmh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Encoding messages into frames and back, in memory.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Codec {
  /// The number of bytes of output in a message.
  @Param({"0", "1024", "65536"})
  int size;

  private byte[] output = new byte[0];
  private RuntimeMessage message = Event.ProcessStatus.started(1);
  private byte[] frame = new byte[0];
  private final FrameBuffer buffer = new FrameBuffer(128 * 1024);
  private final MessageReader<RuntimeMessage> reader =
      MessageReader.ofRuntimeMessages(new Repeated());

  @Setup
  public void makeFrame() throws IOException {
    output = new byte[FrameBuffer.LONGEST_HEADER + size];
    message = new Event.ProcessStatus(1, true, 0, Bytes.copyOf(new byte[size]), Bytes.EMPTY);
    buffer.clear();
    buffer.append(message);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    buffer.writeTo(bytes);
    frame = bytes.toByteArray();
  }

  /// Any message.
  @Benchmark
  public int encode() {
    buffer.clear();
    buffer.append(message);
    return buffer.size();
  }

  /// A command's output, as the runtime sends it.
  @Benchmark
  public int encodeOutput() {
    buffer.clear();
    buffer.appendOutput(1, FrameBuffer.Channel.STDOUT, output, FrameBuffer.LONGEST_HEADER, size);
    return buffer.size();
  }

  @Benchmark
  public @Nullable RuntimeMessage decode() throws IOException {
    return reader.read();
  }

  /// A stream that repeats the same frame forever.
  private final class Repeated extends InputStream {
    private int at;

    @Override
    public int read() {
      at = at == frame.length ? 0 : at;
      return frame[at++] & 255;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      at = at == frame.length ? 0 : at;
      int count = Math.min(length, frame.length - at);
      System.arraycopy(frame, at, bytes, from, count);
      at += count;
      return count;
    }
  }
}
