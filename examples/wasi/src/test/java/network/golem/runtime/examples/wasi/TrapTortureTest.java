package network.golem.runtime.examples.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import network.golem.runtime.examples.wasi.engine.Engine;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;
import network.golem.runtime.examples.wasi.engine.GuestSpec;
import network.golem.runtime.examples.wasi.engine.Limits;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// wasmtime's traps are signals, and so are the JVM's own null checks, stack overflows and
/// safepoints: neither takes the other's. `-Dgolem.test.traps=10000` (default: 400).
@RequiresWasmtime
class TrapTortureTest {
  private static final int TRAPS = Integer.getInteger("golem.test.traps", 400);
  private static final int OVERFLOW_EVERY = 50;
  private static final int COLLECT_EVERY = 100;

  @TempDir Path temp;
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicLong nulls = new AtomicLong();
  private final AtomicLong overflows = new AtomicLong();
  private final AtomicLong collections = new AtomicLong();

  private record Holder(@Nullable Holder next, long value) {}

  @Test
  void trapsAndTheJvmsOwnSignalsDoNotMeet() throws Exception {
    CodeCache cache = new CodeCache(temp.resolve("compiled"), 1 << 30, EngineFiles.engine(false));
    Engine.Program program = cache.load(cache.compiled(Modules.named("trap")));
    Thread faults = Thread.ofPlatform().start(this::faultInJava);
    try {
      String kinds = "udmtsrco";
      for (int i = 0; i < TRAPS; i++) {
        String kind = String.valueOf(kinds.charAt(i % kinds.length()));
        assertThat(program.start(spec(kind)).await())
            .as(kind)
            .isInstanceOf(Ending.Trapped.class)
            .asString()
            .contains("wasm trap");
      }
    } finally {
      done.set(true);
      faults.join();
    }
    System.out.printf(
        "%d traps between %d null pointers, %d stack overflows and %d collections%n",
        TRAPS, nulls.get(), overflows.get(), collections.get());
    assertThat(nulls).hasPositiveValue();
    assertThat(overflows).hasPositiveValue();
    assertThat(collections).hasPositiveValue();
  }

  private static GuestSpec spec(String kind) {
    return new GuestSpec(
        List.of("trap", kind),
        List.of(),
        new Limits(16 << 20, 1 << 20, Duration.ofSeconds(60)),
        InputStream.nullInputStream(),
        OutputStream.nullOutputStream(),
        OutputStream.nullOutputStream());
  }

  private void faultInJava() {
    byte[][] garbage = new byte[COLLECT_EVERY][];
    for (int i = 0; !done.get() || i <= COLLECT_EVERY; i++) {
      try {
        long _ = valueOfNext(new Holder(null, i));
        throw new AssertionError("there is no next");
      } catch (NullPointerException e) {
        nulls.incrementAndGet();
      }
      if (i % OVERFLOW_EVERY == 0) {
        try {
          int _ = recurse(0);
        } catch (StackOverflowError e) {
          overflows.incrementAndGet();
        }
      }
      if (i % COLLECT_EVERY == 0) {
        System.gc();
        collections.incrementAndGet();
      }
      garbage[i % COLLECT_EVERY] = new byte[1024];
    }
  }

  @SuppressWarnings("NullAway") // the JVM's implicit null check is what is tested
  private static long valueOfNext(Holder holder) {
    return holder.next().value();
  }

  @SuppressWarnings("InfiniteRecursion") // the JVM's stack overflow is what is tested
  private static int recurse(int depth) {
    return recurse(depth + 1) + 1;
  }
}
