package network.golem.runtime.sdk.launch;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import network.golem.runtime.protocol.environment.OperatorEnvironment;
import network.golem.runtime.sdk.host.ExitCall;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.logging.Logs;
import network.golem.runtime.sdk.messages.Log;
import org.jspecify.annotations.Nullable;

/// This process, whose standard input and output belong to the protocol.
///
/// The launcher has moved both to other descriptors before it started the JVM, so that nothing else
/// can reach them, and passes their names in the properties `golem.runtime.stdin` and
/// `golem.runtime.stdout`. Without a launcher (in an IDE), `System.in` and `System.out` are moved
/// here; the output of a static initializer of the main class, or of a child with inherited output,
/// can then reach the protocol.
final class ProcessHost implements Host {
  private static final int HARD_END = 70;

  /// How long to wait for the reader of standard error to take the last message.
  private static final long LAST_SENTENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final int SKIPPED_AT_ONCE = 4096;

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err = new FileOutputStream(FileDescriptor.err);
  private final AtomicReference<@Nullable ExitHandler> atExit = new AtomicReference<>();
  private volatile @Nullable Watchdog watchdog;
  private volatile boolean leaving;

  /// Created in advance, because later there may be no memory for it.
  private volatile byte[] outOfMemory = {};

  private volatile @Nullable Log log;

  private ProcessHost(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  private static byte[] outOfMemory(String name) {
    return (name
            + ": out of memory: some commands could not be completed; exiting with 70. The Java"
            + " option -Xmx sets the memory limit\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Takes over the standard streams of this process, permanently.
  static ProcessHost take() {
    Integer stdin = Integer.getInteger("golem.runtime.stdin");
    Integer stdout = Integer.getInteger("golem.runtime.stdout");
    InputStream in =
        stdin == null ? new FileInputStream(FileDescriptor.in) : Descriptors.input(stdin);
    OutputStream out =
        stdout == null ? new FileOutputStream(FileDescriptor.out) : Descriptors.output(stdout);
    System.setIn(InputStream.nullInputStream());
    System.setOut(System.err);
    Logs.prepare();
    ProcessHost host = new ProcessHost(in, out);
    Runtime.getRuntime().addShutdownHook(new Thread(host::handleExit, "exit"));
    return host;
  }

  @Override
  public InputStream in() {
    return in;
  }

  /// Through a channel, whose blocked read an interruption ends: a blocked read of a stream would
  /// delay the exit of the JVM by 0.3 s.
  @Override
  public void skipInput() {
    try {
      if (in instanceof FileInputStream file) {
        FileChannel channel = file.getChannel();
        ByteBuffer skipped = ByteBuffer.allocate(SKIPPED_AT_ONCE);
        while (channel.read(skipped.clear()) >= 0) {}
      } else {
        var _ = in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // interrupted, or there is no more to be read
    }
  }

  @Override
  public OutputStream out() {
    return out;
  }

  @Override
  public OutputStream err() {
    return err;
  }

  @Override
  public boolean isOwnProcess() {
    return true;
  }

  @Override
  public boolean isOutEmpty() {
    return out instanceof PipeOutput pipe && pipe.isEmpty();
  }

  @Override
  public Log.Book logBook() {
    return Logs::write;
  }

  @Override
  public void keepLog(Optional<Path> directory, String name, Log log) {
    this.log = log;
    outOfMemory = outOfMemory(name);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> log.failure("uncaught in the thread " + thread.getName(), failure));
    if (directory.isPresent()) {
      Logs.keep(directory.get(), name, sentence -> System.err.println(name + ": " + sentence));
    } else {
      Logs.discard();
    }
  }

  /// Whether the process would go on when the main thread is at its end. (What is to be done at the
  /// exit is done in either case.)
  static boolean isHeld() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 8];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
        return true;
      }
    }
    return false;
  }

  /// Nothing is left to be done but the exit itself.
  void leave() {
    leaving = true;
  }

  private void handleExit() {
    if (leaving) { // on the usual way out, which is short
      return;
    }
    try {
      Optional<ExitCall> call = ExitCall.find();
      call.ifPresent(this::say);
      ExitHandler handler = atExit.get();
      if (handler != null) {
        handler.run(call);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // never interrupted; if it is, the exit continues
    }
  }

  private void say(ExitCall call) {
    Log known = log;
    if (known != null) {
      known.say(call.sentence());
    } else {
      System.err.println("runtime: " + call.sentence());
    }
  }

  @Override
  public Map<String, String> environment() {
    return OperatorEnvironment.get();
  }

  @Override
  public void serves(Commands commands) {
    // the JDK's tools find its threads
  }

  @Override
  public void onExit(ExitHandler handler) {
    atExit.set(handler);
  }

  @Override
  public void onParentDeath(Runnable died) {
    watchdog = new Watchdog(Long.getLong("golem.runtime.parent", 0), died);
  }

  @Override
  public void hardEndAt(long nanoTime, int code) {
    Watchdog watching = watchdog;
    if (watching != null) {
      watching.hardEndAt(nanoTime, code);
    }
  }

  @Override
  public void giveUp(Throwable failure) {
    hardEndAt(System.nanoTime() + LAST_SENTENCE_NANOS, HARD_END);
    try {
      Log known = log;
      if (known == null || failure instanceof OutOfMemoryError) {
        err.write(outOfMemory);
      } else {
        known.failure("commands can no longer be managed; exiting with 70", failure);
      }
    } catch (Throwable e) { // there is no way left to report it
    } finally {
      Runtime.getRuntime().halt(HARD_END);
    }
  }
}
