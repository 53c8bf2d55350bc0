package network.golem.runtime.sdk.command;

import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import network.golem.runtime.protocol.FrameBuffer.Channel;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.json.Json;
import org.jspecify.annotations.Nullable;

/// A command while the author's code works on it: on one thread, from which it can be driven out by
/// a signal.
public final class CommandTask implements Command {
  /// The signal that asks a program to end.
  public static final int TERM = 15;

  /// How long a command has for returning by itself after a signal that begins its end.
  public static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final long id;
  private final String program;
  private final List<String> arguments;
  private final CommandOutput output;

  /// Not this object's own lock: the author holds this object, and may hold its lock.
  private final Object lock = new Object();

  private @Nullable Thread thread;
  private @Nullable IntConsumer onKill;
  private boolean finished;

  /// The signal that began the end; 0 before.
  private volatile int endSignal;

  /// From then on, printing is refused.
  private volatile boolean silenced;

  public CommandTask(
      long id,
      String program,
      List<String> arguments,
      OutputSink sink,
      ScheduledExecutorService clock) {
    this.id = id;
    this.program = program;
    this.arguments = List.copyOf(arguments);
    this.output = new CommandOutput(new Gated(sink), clock);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String program() {
    return program;
  }

  @Override
  public List<String> arguments() {
    return arguments;
  }

  @Override
  public PrintStream stdout() {
    return output.stdout();
  }

  @Override
  public PrintStream stderr() {
    return output.stderr();
  }

  @Override
  public void printJson(@Nullable Object value) {
    stdout().println(Json.compact(value));
  }

  @Override
  public void onKill(IntConsumer handler) {
    synchronized (lock) {
      onKill = handler;
      int signal = endSignal;
      if (signal != 0) {
        call(handler, signal);
      }
    }
  }

  /// What the author's code is called with.
  public interface Body {
    int run(Command command) throws Exception;
  }

  /// How it came to its end.
  public sealed interface Outcome {
    /// It returned this, or what leaving it after a signal counts as.
    record Returned(int code) implements Outcome {}

    record Threw(Throwable failure) implements Outcome {}
  }

  /// Executes on this thread, with all output handed on when it returns. What `body` throws, errors
  /// included, is the outcome.
  public Outcome execute(Body body) {
    begin();
    Outcome outcome;
    try {
      outcome = outcome(body);
    } finally {
      finish();
    }
    return outcome;
  }

  private Outcome outcome(Body body) {
    if (endSignal != 0) {
      return new Outcome.Returned(128 + endSignal); // killed before it began
    }
    try {
      int code = body.run(this);
      output.flush();
      return new Outcome.Returned(code);
    } catch (Throwable e) { // whatever it is, the command has to end
      handOnRest();
      int signal = endSignal;
      return signal != 0 && isInterruption(e)
          ? new Outcome.Returned(128 + signal)
          : new Outcome.Threw(e);
    }
  }

  /// Whether it is what an interruption or a refused print turns into, be it wrapped.
  private static boolean isInterruption(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof CancellationException
          || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  private void begin() {
    synchronized (lock) {
      thread = Thread.currentThread();
      if (endSignal != 0) {
        thread.interrupt();
      }
    }
  }

  /// What was printed before a failure has been printed, be it half a line: it is handed on before
  /// anybody asks whether the command has shown anything yet.
  private void handOnRest() {
    try {
      output.flush();
    } catch (CancellationException e) {
      // the command must not print any more
    }
  }

  /// Prints a line to standard error, unless the command must not print any more, and hands on all
  /// that is left.
  public void lastWords(String text) {
    try {
      stderr().println(text);
      output.flush();
    } catch (CancellationException e) {
      // killed meanwhile: there is nobody left to tell
    }
  }

  /// Lets go of the memory that its output took.
  public void release() {
    output.release();
  }

  private void finish() {
    synchronized (lock) {
      thread = null;
      finished = true;
      boolean _ = Thread.interrupted(); // the thread goes on to the next command
    }
  }

  /// Begins the end, as this signal does: by the author's handler, else by interruption. Only the
  /// first such signal counts.
  public void beginEnd(int signal) {
    synchronized (lock) {
      if (finished || endSignal != 0) {
        return;
      }
      endSignal = signal;
      IntConsumer handler = onKill;
      if (handler != null) {
        call(handler, signal);
        return;
      }
      output.offerRest();
      silenced = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /// The time for returning by itself is over.
  public void forceEnd() {
    synchronized (lock) {
      silenced = true;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /// Hands a signal on that does not begin the end. False where the author has no handler for it.
  public boolean signal(int signal) {
    synchronized (lock) {
      IntConsumer handler = onKill;
      if (handler == null) {
        return false;
      }
      call(handler, signal);
      return true;
    }
  }

  /// The signal that began the end; 0 where there was none.
  public int endSignal() {
    return endSignal;
  }

  /// True on the thread that works on it.
  public boolean isOnThisThread() {
    synchronized (lock) {
      return thread == Thread.currentThread();
    }
  }

  /// @throws CancellationException where the command must not print any more
  public void checkNotSilenced() {
    if (silenced) {
      throw new CancellationException("the command was killed by signal " + endSignal);
    }
  }

  private void call(IntConsumer handler, int signal) {
    Thread.ofPlatform()
        .daemon()
        .name("on-kill")
        .start(() -> {
          try {
            handler.accept(signal);
          } catch (Throwable e) { // a handler that fails is as good as none
            forceEnd();
          }
        });
  }

  /// Refuses what a silenced command prints.
  private final class Gated implements OutputSink {
    private final OutputSink sink;

    Gated(OutputSink sink) {
      this.sink = sink;
    }

    @Override
    public void write(Channel channel, byte[] buffer, int from, int length) {
      checkNotSilenced();
      sink.write(channel, buffer, from, length);
    }

    @Override
    public boolean offer(Channel channel, byte[] buffer, int from, int length) {
      checkNotSilenced();
      return sink.offer(channel, buffer, from, length);
    }
  }
}
