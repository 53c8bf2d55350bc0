package network.golem.runtime.sdk.processes.running;

import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.processes.accounting.Exit;
import org.jspecify.annotations.Nullable;

/// Watches a program's outputs and its end. All of this happens on the thread that waits for the
/// program, so output is passed on in the order in which it arrives, and nothing is read while it
/// cannot be passed on.
final class OutputWatch implements AutoCloseable {
  /// How long to wait, after the program's end and after reading everything that was in the pipe by
  /// then, for an output to be closed. After that, it is left to the process that holds it open.
  private static final long AFTERWARDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int SMALL = 8 * 1024;
  private static final int LARGE = 64 * 1024;

  // The indexes of the descriptors that are polled.
  private static final int OUT = 0;
  private static final int ERR = 1;
  private static final int END = 2;
  private static final int WAKE = 3;
  private static final int WATCHED = 4;

  // The `pollfd` structure: descriptor, requested events, returned events.
  private static final int ENTRY = 8;
  private static final int WANTED = 4;
  private static final int HAPPENED = 6;

  private final MemoryScope scope;
  private final NativeProgram program;
  private final ProgramOutput output;
  private final Posix posix;
  private final NativeMemory entries;
  private final int[] descriptors = {-1, -1, -1, -1};

  /// For each output, the number of bytes still to be read of those that were in it at the
  /// program's end.
  private final long[] lying = new long[2];

  private NativeMemory buffer;
  private byte[] bytes = new byte[OutputSink.HEADROOM + SMALL];
  private @Nullable Exit exit;

  /// @param scope memory of this thread, with the lifetime of this object
  /// @param out the program's standard output, which this object closes
  /// @param err its standard error, likewise; -1 if it shares standard output
  OutputWatch(MemoryScope scope, NativeProgram program, int out, int err, ProgramOutput output) {
    this.scope = scope;
    this.program = program;
    this.output = output;
    this.posix = new Posix(scope);
    this.entries = scope.allocate(ENTRY * WATCHED);
    this.buffer = scope.allocate(SMALL);
    descriptors[OUT] = out;
    descriptors[ERR] = err;
    descriptors[END] = opened(posix.pidfd(program.pid()));
    descriptors[WAKE] = opened(posix.eventfd());
  }

  private int opened(int descriptor) {
    if (descriptor < 0) {
      String reason = ErrorWords.of(posix.errno());
      closeOne(END);
      throw new IllegalStateException("cannot wait for a program: " + reason);
    }
    return descriptor;
  }

  /// See [StartedProgram#await(ProgramOutput, Runnable)].
  Exit untilEnd() throws InterruptedException {
    try (Interruption.Watch _ = Interruption.wakes(descriptors[WAKE])) {
      Exit ended = untilExit();
      long deadline = 0; // the deadline only begins once those bytes have been read
      while (isOpen(OUT) || isOpen(ERR)) {
        boolean taken = lying[OUT] <= 0 && lying[ERR] <= 0;
        if (taken && deadline == 0) {
          deadline = System.nanoTime() + AFTERWARDS_NANOS;
        }
        long left = deadline - System.nanoTime();
        if (taken && left <= 0) {
          leaveOutputs();
          break;
        }
        look(taken ? (int) TimeUnit.NANOSECONDS.toMillis(left) + 1 : -1);
        take();
      }
      return ended;
    }
  }

  private Exit untilExit() throws InterruptedException {
    while (true) {
      look(-1);
      take();
      if (happened(END)) {
        Exit ended = program.reap(scope, posix);
        exit = ended;
        NativeMemory number = scope.allocate(Integer.BYTES);
        for (int which = OUT; which <= ERR; which++) {
          lying[which] = isOpen(which) ? posix.available(descriptors[which], number) : 0;
        }
        return ended;
      }
    }
  }

  private boolean isOpen(int which) {
    return descriptors[which] >= 0;
  }

  /// Waits until something happens, or the time is up.
  private void look(int milliseconds) throws InterruptedException {
    for (int which = 0; which < WATCHED; which++) {
      boolean watched = which != END || exit == null;
      watch(entries, which, watched ? descriptors[which] : -1);
    }
    while (posix.poll(entries, WATCHED, milliseconds) < 0) {
      if (posix.errno() != Posix.EINTR) {
        throw new IllegalStateException(
            "cannot wait for a program: " + ErrorWords.of(posix.errno()));
      }
    }
    if (happened(WAKE) && Thread.interrupted()) {
      throw new InterruptedException("interrupted while a program was running");
    }
  }

  private static void watch(NativeMemory entries, int which, int descriptor) {
    var _ =
        entries
            .putInt(ENTRY * which, descriptor)
            .putShort(ENTRY * which + WANTED, Posix.POLLIN)
            .putShort(ENTRY * which + HAPPENED, 0);
  }

  private boolean happened(int which) {
    return happened(entries, which);
  }

  private static boolean happened(NativeMemory entries, int which) {
    return entries.getShort(ENTRY * which + HAPPENED) != 0;
  }

  /// Does once what each watch does, with nothing to be watched.
  static void warmUp() {
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      int wake = posix.eventfd();
      if (wake < 0) {
        return;
      }
      try (Interruption.Watch _ = Interruption.wakes(wake)) {
        NativeMemory entries = scope.allocate(ENTRY);
        watch(entries, 0, wake);
        int _ = posix.poll(entries, 1, 0);
        boolean _ = happened(entries, 0);
      } finally {
        posix.close(wake);
      }
    }
  }

  private void take() {
    take(OUT, OutputChannel.STDOUT);
    take(ERR, OutputChannel.STDERR);
  }

  private void take(int which, OutputChannel channel) {
    if (!happened(which)) {
      return;
    }
    int count = (int) posix.read(descriptors[which], buffer);
    if (count > 0) {
      buffer.get(0, bytes, OutputSink.HEADROOM, count);
      lying[which] -= count;
      output.write(channel, bytes, OutputSink.HEADROOM, count);
      makeRoomAfter(count);
    } else if (count == 0 || posix.errno() != Posix.EINTR) {
      closeOne(which);
      lying[which] = 0;
    }
  }

  /// Most programs print little: only those that fill the small buffer get the large one.
  private void makeRoomAfter(int count) {
    if (count == SMALL && buffer.size() == SMALL) {
      buffer = scope.allocate(LARGE);
      bytes = new byte[OutputSink.HEADROOM + LARGE];
    }
  }

  /// Other processes hold the outputs open: what still arrives does not come from the program.
  private void leaveOutputs() {
    for (int which = OUT; which <= ERR; which++) {
      if (isOpen(which)) {
        LeftOutput.drain(descriptors[which], output);
        descriptors[which] = -1;
      }
    }
  }

  private void closeOne(int which) {
    if (descriptors[which] >= 0) {
      posix.close(descriptors[which]);
      descriptors[which] = -1;
    }
  }

  @Override
  public void close() {
    for (int which = 0; which < WATCHED; which++) {
      closeOne(which);
    }
  }
}
