package network.golem.runtime.sdk.host;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.messages.Log;

/// What a runtime runs in: a process of its own, or somebody else's.
public interface Host {

  Map<String, String> environment();

  /// Where requests come from.
  InputStream in();

  /// Where frames, or what a phase prints, go.
  OutputStream out();

  /// Whether all that was written to [#out()] has been read, so that 4 KiB more find room there for
  /// sure; false where that is not known.
  boolean isOutEmpty();

  /// Where lines for people go.
  OutputStream err();

  /// Whether the process is the runtime's own, so that whatever happens to it concerns nobody else.
  boolean isOwnProcess();

  /// Where the lines of the log are kept beside [#err()].
  Log.Book logBook();

  /// From now on it is known where: in a file of this directory; empty: nowhere. And failures that
  /// nobody catches go to this log.
  ///
  /// @param name what the file's name begins with
  void keepLog(Optional<Path> folder, String name, Log log);

  /// Has this run when the process is told to exit, and the exit wait until it returns. Replaces an
  /// earlier one.
  void onExit(ExitHandler handler);

  /// Has this run when the process that started this one is gone. Called once, before the
  /// supervisor can ask for anything.
  ///
  /// @param died waits for nothing
  void onParentDeath(Runnable died);

  /// Ends the process at this time, if it still lives then. Needs neither a thread nor memory.
  ///
  /// @param nanoTime in the time of `System.nanoTime`
  void hardEndAt(long nanoTime, int code);

  /// Ends the process at once, with a sentence: what the supervisor waits for may be lost. Needs
  /// neither a thread nor memory.
  ///
  /// @param failure of the SDK's own code
  void giveUp(Throwable failure);

  /// What is done when the process is told to exit.
  interface ExitHandler {
    void run() throws InterruptedException;
  }
}
