package network.golem.runtime.benchmarks.jmh;

import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.sdk.frames.FrameWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// Commands that write output, on one thread and on several, to a reader that accepts it at once.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class Writer {
  /// The number of bytes in an event.
  @Param({"64", "1024", "8192"})
  int size;

  private final FrameWriter writer =
      new FrameWriter(OutputStream.nullOutputStream(), () -> false, failure -> {});

  /// The output of one command.
  @State(Scope.Thread)
  public static class Output {
    final byte[] bytes = new byte[FrameBuffer.LONGEST_HEADER + 8192];
  }

  @TearDown
  public void finish() {
    boolean _ = writer.finish(List.of(), System.nanoTime() + TimeUnit.SECONDS.toNanos(1));
  }

  @Benchmark
  @Threads(1)
  public void byOne(Output output) {
    hand(output);
  }

  @Benchmark
  @Threads(8)
  public void byEight(Output output) {
    hand(output);
  }

  private void hand(Output output) {
    writer.output(
        1, FrameBuffer.Channel.STDOUT, output.bytes, FrameBuffer.LONGEST_HEADER, size, () -> {});
  }
}
