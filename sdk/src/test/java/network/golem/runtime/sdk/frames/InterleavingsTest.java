package network.golem.runtime.sdk.frames;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.protocol.FrameBuffer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The writer in many interleavings of its threads, the flusher included. Lincheck switches between
/// threads wherever they touch what they share, runs each scenario in a few ways or in many,
/// reports a deadlock or a failed check, and prints the interleaving that led to it.
///
/// `-Dgolem.test.interleavings=20000` tries that many interleavings of each scenario. Time stands
/// still meanwhile: all frames are close together, and gathered frames do not wait for more.
class InterleavingsTest {
  private static final int INTERLEAVINGS = Integer.getInteger("golem.test.interleavings", 1);

  /// Two such pieces do not fit into the queue.
  private static final int LARGE = FrameQueue.GATHERED * 2 / 3;

  private static final SendCheck ALWAYS = () -> {};

  /// The first try of all has the JDK's classes instrumented. On a busy machine, that takes longer
  /// than Lincheck waits before it reports a hang, so the outcome of this one does not count.
  @BeforeAll
  static void instrument() {
    try {
      Lincheck.runConcurrentTest(
          1,
          () -> {
            Scenario scenario = new Scenario();
            scenario.thread(() -> scenario.print(1, 10, ALWAYS));
            scenario.runAndReceive(printed(1, 10));
          });
    } catch (LincheckAssertionError _) {
      // the tests execute the scenarios properly
    }
  }

  private static void explore(Consumer<Scenario> scenario) {
    Lincheck.runConcurrentTest(INTERLEAVINGS, () -> scenario.accept(new Scenario()));
  }

  /// One try: a writer, its output, and the threads that use it.
  private static final class Scenario {
    final Output out = new Output();
    final List<Throwable> broken = new ArrayList<>();
    final FrameWriter writer = new FrameWriter(out, () -> true, broken::add, 0);
    private final List<Thread> threads = new ArrayList<>();

    void thread(Runnable work) {
      threads.add(new Thread(work));
    }

    void run() {
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        join(thread);
      }
      check(writer.isLive(), "frames wait, and nobody is to write them");
      check(writer.isOrderly(), "a batch has no owner, or a mark has outlived its turn");
    }

    /// Everything that these threads have added arrives without further calls. Then the flusher
    /// ends, or Lincheck reports that it waits forever.
    void runAndReceive(RuntimeMessage... expected) {
      run();
      out.await(sizeOf(expected));
      boolean _ = writer.finish(List.of(), System.nanoTime());
      check(broken.isEmpty(), "the writer is broken");
      check(out.hasReceived(sizeOf(expected)), "a frame was sent twice");
    }

    /// @return false if the writer accepts no more
    boolean print(long pid, int length, SendCheck check) {
      byte[] bytes = new byte[FrameBuffer.LONGEST_HEADER + length];
      try {
        writer.output(pid, Channel.STDOUT, bytes, FrameBuffer.LONGEST_HEADER, length, check);
        return true;
      } catch (CancellationException e) {
        return false;
      }
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// The written bytes; one thread writes at a time.
  private static final class Output extends OutputStream {
    private final byte[] received = new byte[4 * FrameQueue.GATHERED];
    private int size;
    private boolean writing;
    private @Nullable Throwable failure;

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      check(!writing, "two threads write at once");
      writing = true;
      boolean isFlusher = Thread.currentThread().getName().equals("flusher");
      Throwable thrown = isFlusher ? null : failure;
      failure = isFlusher ? failure : null;
      if (thrown == null) {
        receive(bytes, from, length);
      }
      writing = false;
      switch (thrown) {
        case IOException e -> throw e;
        case StackOverflowError e -> throw e;
        case null, default -> {}
      }
    }

    private synchronized void receive(byte[] bytes, int from, int length) {
      System.arraycopy(bytes, from, received, size, length);
      size += length;
      notifyAll();
    }

    synchronized void await(int wanted) {
      try {
        while (size < wanted) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    synchronized boolean hasReceived(int wanted) {
      return size == wanted;
    }

    /// The next write of a thread other than the flusher fails with this.
    void failWith(Throwable thrown) {
      failure = thrown;
    }

    /// Waits until this message is the last one that has arrived.
    synchronized void awaitLast(RuntimeMessage last) {
      byte[] expected = new byte[sizeOf(last)];
      frames(last).copyTo(expected, 0);
      try {
        while (!endsWith(expected)) {
          wait();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    private boolean endsWith(byte[] expected) {
      return size >= expected.length
          && Arrays.equals(received, size - expected.length, size, expected, 0, expected.length);
    }
  }

  private static FrameBuffer frames(RuntimeMessage... messages) {
    FrameBuffer frames = new FrameBuffer(1024);
    for (RuntimeMessage message : messages) {
      frames.append(message);
    }
    return frames;
  }

  private static int sizeOf(RuntimeMessage... messages) {
    return frames(messages).size();
  }

  private static Event printed(long pid, int length) {
    return new Event.ProcessStatus(pid, true, 0, Bytes.copyOf(new byte[length]), Bytes.EMPTY);
  }

  private static void check(boolean holds, String failure) {
    if (!holds) {
      throw new AssertionError(failure);
    }
  }

  @Test
  void outputAndAnswersArrive() {
    Response first = new Response.KillProcess(1);
    Response second = new Response.KillProcess(2);
    Event printed = printed(1, 10);
    explore(scenario -> {
      scenario.thread(() -> scenario.print(1, 10, ALWAYS));
      scenario.thread(() -> {
        scenario.writer.answer(first);
        scenario.writer.answer(second);
      });
      scenario.runAndReceive(first, second, printed);
    });
  }

  @Test
  void waitingFramesAlwaysHaveAWriter() {
    Response answer = new Response.KillProcess(1);
    Event printed = printed(1, 10);
    explore(scenario -> {
      scenario.thread(() -> {
        scenario.print(1, 10, ALWAYS);
        scenario.print(1, 10, ALWAYS);
      });
      scenario.thread(() -> scenario.writer.answer(answer));
      scenario.thread(() -> {
        check(scenario.writer.isLive(), "frames wait, and nobody is to write them");
        check(scenario.writer.isLive(), "frames wait, and nobody is to write them");
      });
      scenario.runAndReceive(printed, printed, answer);
    });
  }

  @Test
  void enqueuedFramesArriveAfterTheFlush() {
    Response accepted = new Response.RunProcess(1, 7);
    Event started = Event.ProcessStatus.started(7);
    Event ended = Event.ProcessStatus.ended(8, 0);
    explore(scenario -> {
      scenario.thread(() -> {
        scenario.writer.enqueue(accepted, started);
        scenario.writer.flush();
      });
      scenario.thread(() -> {
        scenario.writer.enqueueLast(ended);
        scenario.writer.requestFlush();
      });
      scenario.runAndReceive(accepted, started, ended);
    });
  }

  @Test
  void newestValueOfACounterArrives() {
    Event counted = CountedThings.report(2);
    explore(scenario -> {
      CountedThings things = new CountedThings(scenario.writer);
      scenario.thread(things::increment);
      scenario.thread(things::increment);
      scenario.run();
      scenario.out.awaitLast(counted);
      boolean _ = scenario.writer.finish(List.of(), System.nanoTime());
    });
  }

  @Test
  void threadThatWaitsForRoomGetsIt() {
    Event printed = printed(1, LARGE);
    explore(scenario -> {
      scenario.thread(() -> scenario.print(1, LARGE, ALWAYS));
      scenario.thread(() -> scenario.print(1, LARGE, ALWAYS));
      scenario.thread(() -> scenario.print(1, LARGE, ALWAYS));
      scenario.runAndReceive(printed, printed, printed);
    });
  }

  @Test
  void threadRefusedWhileWaitingStopsWaiting() {
    explore(scenario -> {
      AtomicBoolean killed = new AtomicBoolean();
      scenario.thread(() -> {
        boolean _ = scenario.print(1, LARGE, ALWAYS);
      });
      scenario.thread(() -> {
        SendCheck untilKilled =
            () -> {
              if (killed.get()) {
                throw new CancellationException("killed");
              }
            };
        while (scenario.print(2, LARGE, untilKilled)) {}
      });
      scenario.thread(() -> {
        killed.set(true);
        scenario.writer.recheck();
      });
      scenario.run();
      boolean _ = scenario.writer.finish(List.of(), System.nanoTime());
    });
  }

  @Test
  void finishSendsTheLastAnswerAndEndsTheFlusher() {
    Response last = new Response.Shutdown(9);
    explore(scenario -> {
      scenario.thread(() -> {
        boolean _ = scenario.print(1, 10, ALWAYS) && scenario.print(1, LARGE, ALWAYS);
      });
      scenario.thread(() -> {
        scenario.writer.answer(new Response.KillProcess(1));
      });
      scenario.thread(() -> {
        boolean _ = scenario.writer.finish(List.of(last), System.nanoTime());
      });
      scenario.run();
      scenario.out.awaitLast(last);
    });
  }

  @Test
  void failedWriteEndsAllWaiting() {
    explore(scenario -> {
      scenario.out.failWith(new IOException("nobody reads"));
      scenario.thread(() -> scenario.print(1, LARGE, ALWAYS));
      scenario.thread(() -> scenario.print(1, LARGE, ALWAYS));
      scenario.thread(() -> scenario.print(1, LARGE, ALWAYS));
      scenario.run();
      check(scenario.broken.size() == 1, "not told once");
      check(scenario.writer.finish(List.of(), Long.MAX_VALUE), "not finished");
    });
  }

  /// By the thread itself, which fails and recovers; or by the flusher, if the author's code goes
  /// on.
  @Test
  void turnIsResumedAfterAStackOverflow() {
    Response accepted = new Response.RunProcess(1, 7);
    Event printed = printed(2, 10);
    explore(scenario -> {
      scenario.out.failWith(new StackOverflowError("thrown by the stream"));
      scenario.thread(() -> {
        scenario.writer.enqueue(accepted);
        try {
          scenario.writer.flush();
        } catch (StackOverflowError e) {
          scenario.writer.recover();
        }
      });
      scenario.thread(() -> {
        try {
          scenario.print(2, 10, ALWAYS);
        } catch (StackOverflowError e) {
          // the author's code has caught it
        }
      });
      scenario.runAndReceive(accepted, printed);
    });
  }

  /// The Error passes through several calls, and each leaves to the flusher what may have been left
  /// undone further up the stack. By then, the flusher may have been there.
  @Test
  void leavingATurnAgainDoesNotTakeItFromTheNextThread() {
    Event first = printed(1, 10);
    Event second = printed(2, 10);
    explore(scenario -> {
      scenario.out.failWith(new StackOverflowError("thrown by the stream"));
      for (int pid = 1; pid <= 2; pid++) {
        int own = pid;
        scenario.thread(() -> {
          try {
            scenario.print(own, 10, ALWAYS);
          } catch (StackOverflowError e) {
            scenario.writer.leaveToFlusher();
            scenario.writer.leaveToFlusher();
          }
        });
      }
      scenario.runAndReceive(first, second);
    });
  }
}
