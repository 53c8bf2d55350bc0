package network.golem.runtime.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import network.golem.runtime.sdk.host.ExitCall;
import network.golem.runtime.sdk.logging.ErrorHandler;
import org.jspecify.annotations.Nullable;

/// What runtimes in this process share with their tests: `System.out`, `System.err` and the JDK's
/// logging. In a process of its own, all three of a runtime go to its standard error. Here, what a
/// runtime's threads write goes to the test's console, as ever, and to that runtime's standard
/// error.
///
/// A thread belongs to the runtime that started it, or that started the thread that started it; the
/// threads of pools that were there before belong to nobody.
final class RuntimeStreams {
  private static final InheritableThreadLocal<@Nullable Attached> RUNTIME =
      new InheritableThreadLocal<>();
  private static final ThreadGroup THREADS = new ThreadGroup("golem-runtimes");

  /// The class whose `execute` calls the author's code.
  static final String EXECUTES = "network.golem.runtime.sdk.command.CommandTask";

  private static @Nullable Level usual;

  private RuntimeStreams() {}

  /// @param log publishes records to `errors`
  private record Attached(PrintStream errors, Handler log) {}

  /// Starts a runtime's first thread.
  ///
  /// @param environment sets the level of its log lines
  static Thread start(
      String name, PrintStream errors, Map<String, String> environment, Runnable code) {
    ErrorHandler log = ErrorHandler.embedded(environment, errors);
    install(log.lowest());
    Thread thread =
        new Thread(
            new ThreadGroup(THREADS, name),
            () -> {
              RUNTIME.set(new Attached(errors, log));
              code.run();
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /// Redirects whatever a test, or another tool, has redirected since the last time.
  private static synchronized void install(Level lowest) {
    Logger root = Logger.getLogger("");
    if (usual == null) {
      usual = root.getLevel();
      root.addHandler(new Records()); // after the console's, which keeps its own stream
      Runtime.getRuntime().addShutdownHook(new Thread(RuntimeStreams::sayWhoExited));
    }
    if (root.getLevel() == null || lowest.intValue() < root.getLevel().intValue()) {
      root.setLevel(lowest);
    }
    if (!(System.out instanceof Shared)) {
      System.setOut(new Shared(System.out));
    }
    if (!(System.err instanceof Shared)) {
      System.setErr(new Shared(System.err));
    }
  }

  /// The thread that executes the author's `start`, if it is still running.
  ///
  /// @param first the runtime's first thread
  static Optional<Thread> ofStart(Thread first) {
    ThreadGroup group = first.getThreadGroup();
    Thread[] threads = new Thread[group == null ? 0 : 2 * group.activeCount() + 8];
    int count = group == null ? 0 : group.enumerate(threads);
    return Arrays.stream(threads, 0, count)
        .filter(thread -> thread.getName().equals("start-stop"))
        .filter(thread ->
            Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(EXECUTES)))
        .findFirst();
  }

  /// The end of this JVM is the end of all tests, and nobody would say why. `System.err` may belong
  /// to a build tool by now, which is ending, too, and would lose the sentence.
  private static void sayWhoExited() {
    ExitCall.find()
        .filter(call -> call.thread() != null && THREADS.parentOf(call.thread().getThreadGroup()))
        .ifPresent(call ->
            new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8)
                .println(
                    "The tests end here: "
                        + call.sentence()
                        + ". In process, that ends the test's JVM."));
  }

  /// Passes records of a runtime's threads to its standard error.
  private static final class Records extends Handler {
    @Override
    public void publish(LogRecord record) {
      Attached runtime = RUNTIME.get();
      if (runtime != null) {
        runtime.log().publish(record);
      }
    }

    @Override
    public void flush() {
      // each line is, at once
    }

    @Override
    public void close() {
      // the streams belong to the runtimes
    }
  }

  /// `System.out` or `System.err`, shared by the test and the runtimes.
  private static final class Shared extends PrintStream {
    Shared(PrintStream console) {
      super(new Copying(console), true, UTF_8);
    }
  }

  private static final class Copying extends OutputStream {
    private final PrintStream console;

    Copying(PrintStream console) {
      this.console = console;
    }

    @Override
    public void write(int each) {
      write(new byte[] {(byte) each}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (console.charset().equals(UTF_8)) {
        console.write(bytes, from, length);
      } else {
        console.print(new String(bytes, from, length, UTF_8));
      }
      Attached runtime = RUNTIME.get();
      if (runtime != null) {
        runtime.errors().write(bytes, from, length);
        runtime.errors().flush();
      }
    }

    @Override
    public void flush() {
      console.flush();
    }
  }
}
