package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.NativeCalls.call;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/// The processor time of one thread, which any thread may read, while it runs and afterwards.
///
/// Linux has a clock for each thread, whose number follows from the thread's. Java's own
/// `ThreadMXBean` reads the same clock, but needs a module and classes that no runtime has loaded.
final class ThreadClock {
  private static final long READ = NativeCalls.function("clock_gettime");
  private static final long THREAD = NativeCalls.function("gettid");

  /// The clock of a single thread, of the scheduler's kind.
  private static final long CLOCK_BITS = 6;

  private static final int NONE = 0;

  private int thread = NONE;
  private long last;

  /// Called by the thread itself.
  synchronized void begin() {
    thread = (int) call(THREAD);
  }

  /// Called by the thread itself, at its end: its number may then be given to another.
  synchronized void finish() {
    last = nanos();
    thread = NONE;
  }

  synchronized long nanos() {
    if (thread != NONE) {
      try (NativeArena arena = new NativeArena()) {
        NativeMemory time = NativeMemory.allocate(arena, 2L * Long.BYTES);
        long clock = ((long) ~thread << 3) | CLOCK_BITS;
        if ((int) call(READ, clock, time.address()) == 0) {
          ByteBuffer parts = time.buffer();
          last = TimeUnit.SECONDS.toNanos(parts.getLong(0)) + parts.getLong(Long.BYTES);
        }
      }
    }
    return last;
  }
}
