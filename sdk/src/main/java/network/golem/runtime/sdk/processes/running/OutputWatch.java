package network.golem.runtime.sdk.processes.running;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.output.OutputChannel;
import network.golem.runtime.sdk.output.OutputSink;
import network.golem.runtime.sdk.output.ProgramOutput;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.processes.accounting.Exit;
import org.jspecify.annotations.Nullable;

/// Watches a program: which of its outputs has something, and whether it has ended. All on the
/// thread that waits for it, so what comes is handed on in the order in which it came, and nothing
/// is read while it cannot be handed on.
final class OutputWatch implements AutoCloseable {
  /// How long an output may stay open after the end, and after all that lay in it then, before it
  /// is left to whoever holds it.
  private static final long AFTERWARDS_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int SMALL = 8 * 1024;
  private static final int LARGE = 64 * 1024;

  // Where the descriptors stand among those that are watched.
  private static final int OUT = 0;
  private static final int ERR = 1;
  private static final int END = 2;
  private static final int WAKE = 3;
  private static final int WATCHED = 4;

  // An entry of poll: the descriptor, what is wanted, what has happened.
  private static final long ENTRY = 8;
  private static final long WANTED = 4;
  private static final long HAPPENED = 6;

  private final Arena arena;
  private final NativeProgram program;
  private final ProgramOutput output;
  private final Posix posix;
  private final MemorySegment entries;
  private final int[] descriptors = {-1, -1, -1, -1};

  /// How many bytes are still to be taken of what lay in an output at the program's end.
  private final long[] lying = new long[2];

  private MemorySegment buffer;
  private byte[] bytes = new byte[OutputSink.HEADROOM + SMALL];
  private @Nullable Exit exit;

  /// @param arena belongs to this thread, and lives as long as this
  /// @param out the program's standard output, closed at the end of this
  /// @param err its standard error, likewise; -1: it has none of its own
  OutputWatch(Arena arena, NativeProgram program, int out, int err, ProgramOutput output) {
    this.arena = arena;
    this.program = program;
    this.output = output;
    this.posix = new Posix(arena);
    this.entries = arena.allocate(ENTRY * WATCHED, JAVA_LONG.byteAlignment());
    this.buffer = arena.allocate(SMALL);
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
      long deadline = 0; // there is none before all that lay there has been taken
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
        Exit ended = program.reap(arena, posix);
        exit = ended;
        MemorySegment number = arena.allocate(JAVA_INT);
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

  /// Waits until something happens, or the time is over.
  private void look(int milliseconds) throws InterruptedException {
    for (int which = 0; which < WATCHED; which++) {
      boolean watched = which != END || exit == null;
      entries.set(JAVA_INT, ENTRY * which, watched ? descriptors[which] : -1);
      entries.set(JAVA_SHORT, ENTRY * which + WANTED, Posix.POLLIN);
      entries.set(JAVA_SHORT, ENTRY * which + HAPPENED, (short) 0);
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

  private boolean happened(int which) {
    return entries.get(JAVA_SHORT, ENTRY * which + HAPPENED) != 0;
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
      MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, OutputSink.HEADROOM, count);
      lying[which] -= count;
      output.write(channel, bytes, OutputSink.HEADROOM, count);
      makeRoomAfter(count);
    } else if (count == 0 || posix.errno() != Posix.EINTR) {
      closeOne(which);
      lying[which] = 0;
    }
  }

  /// Most programs say little: only who fills the small buffer gets the large one.
  private void makeRoomAfter(int count) {
    if (count == SMALL && buffer.byteSize() == SMALL) {
      buffer = arena.allocate(LARGE);
      bytes = new byte[OutputSink.HEADROOM + LARGE];
    }
  }

  /// Somebody else holds the outputs: what still comes is not the program's any more.
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
