package network.golem.runtime.sdk.launch;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import network.golem.runtime.sdk.command.Log;
import network.golem.runtime.sdk.logging.Logs;
import network.golem.runtime.sdk.program.Host;
import org.jspecify.annotations.Nullable;

/// This process, whose standard input and output belong to the protocol.
///
/// The launcher has moved both to other descriptors before the JVM began, so that nothing else can
/// reach them, and names those by properties: `golem.runtime.stdin`, `golem.runtime.stdout`.
/// Without it (in an IDE), `System.in` and `System.out` are moved here; what a static initialiser
/// of the main class or a child with inherited output prints is then not kept off.
///
/// @param parent see [Host#parent()]; the property `golem.runtime.parent`
record ProcessHost(
    InputStream in,
    OutputStream out,
    OutputStream err,
    long parent,
    AtomicReference<@Nullable ExitHandler> atExit)
    implements Host {

  /// Takes over the standard streams of this process, for good.
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
    AtomicReference<@Nullable ExitHandler> atExit = new AtomicReference<>();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> handleExit(atExit.get()), "exit"));
    return new ProcessHost(
        in,
        out,
        new FileOutputStream(FileDescriptor.err),
        Long.getLong("golem.runtime.parent", 0),
        atExit);
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
  public void keepLog(Optional<Path> folder, String name, Log log) {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> log.failure("uncaught in the thread " + thread.getName(), failure));
    if (folder.isPresent()) {
      Logs.keep(folder.get(), name, sentence -> System.err.println(name + ": " + sentence));
    } else {
      Logs.keepNot();
    }
  }

  /// Whether the process would go on, or has something to wait for, when the main thread is at its
  /// end.
  boolean isHeld() {
    Thread[] threads = new Thread[2 * Thread.activeCount() + 8];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
        return true;
      }
    }
    return atExit.get() != null;
  }

  private static void handleExit(@Nullable ExitHandler handler) {
    try {
      if (handler != null) {
        handler.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread()
          .interrupt(); // nobody interrupts it; if somebody does, the exit goes on
    }
  }

  @Override
  public Map<String, String> environment() {
    return System.getenv();
  }

  @Override
  public void onExit(ExitHandler handler) {
    atExit.set(handler);
  }

  @Override
  public void hardEndAt(long nanoTime, int code) {
    Thread.ofPlatform()
        .daemon()
        .name("hard-end")
        .start(() -> {
          try {
            TimeUnit.NANOSECONDS.sleep(nanoTime - System.nanoTime());
            Runtime.getRuntime().halt(code);
          } catch (InterruptedException e) {
            Thread.currentThread()
                .interrupt(); // nobody interrupts it; if somebody does, it is to end
          }
        });
  }
}
