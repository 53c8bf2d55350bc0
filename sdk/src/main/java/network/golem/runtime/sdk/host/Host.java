package network.golem.runtime.sdk.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.messages.Log;

/// The host that a runtime runs in: a process of its own, or that of an embedding program.
public interface Host {

  Map<String, String> environment();

  /// The stream of requests.
  InputStream in();

  /// Reads [#in()] until it ends, cannot be read, or, if it is a pipe, the thread is interrupted.
  /// Only for a process of the runtime's own.
  void skipInput();

  /// The stream for frames, or for the output of a phase.
  OutputStream out();

  /// Whether everything written to [#out()] has been read, so that 4 KiB more are certain to fit;
  /// false if that is unknown.
  boolean isOutEmpty();

  /// The stream for messages to people.
  OutputStream err();

  /// Whether the process belongs to the runtime alone.
  boolean isOwnProcess();

  /// The log that keeps lines in addition to [#err()].
  Log.Book logBook();

  /// Sets where the log is kept: in a file in `directory`, or nowhere if that is empty. Uncaught
  /// exceptions then also go to this log.
  ///
  /// @param name the beginning of the file's name
  void keepLog(Optional<Path> directory, String name, Log log);

  /// Sets a hook that runs when the process is told to exit; the exit waits until it returns.
  /// Replaces an earlier hook.
  void onExit(ExitHandler handler);

  /// Sets a callback for the death of the parent process. Called once, before the supervisor can
  /// send a request.
  ///
  /// @param died must not block
  void onParentDeath(Runnable died);

  /// Tells the host what serves in it, before the first command.
  void serves(Commands commands);

  /// The commands of a server, for somebody who wants to know where they are.
  interface Commands {
    /// The thread that executes the command with this pid; empty if none does now.
    Optional<Thread> thread(long pid);
  }

  /// Ends the process at this time, if it is still alive. Needs neither a new thread nor memory.
  ///
  /// @param nanoTime as `System.nanoTime` counts
  void hardEndAt(long nanoTime, int code);

  /// Ends the process at once, with a message, because something that the supervisor waits for may
  /// be lost. Needs neither a new thread nor memory.
  ///
  /// @param failure a failure of the SDK's own code
  void giveUp(Throwable failure);

  /// A hook that runs when the process is told to exit.
  interface ExitHandler {
    /// @param call the author's own call of `System.exit`, if that is the reason
    void run(Optional<ExitCall> call) throws InterruptedException;
  }
}
