package network.golem.runtime.sdk.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.messages.Log;

/// Streams that somebody else holds the other ends of, in a process that goes on afterwards.
public record EmbeddingHost(
    Map<String, String> environment, InputStream in, OutputStream out, OutputStream err)
    implements Host {

  @Override
  public boolean isOwnProcess() {
    return false;
  }

  @Override
  public boolean isOutEmpty() {
    return false; // nobody knows
  }

  @Override
  public Log.Book logBook() {
    return (level, name, text, trace) -> {}; // its host sees standard error
  }

  @Override
  public void keepLog(Optional<Path> folder, String name, Log log) {
    // the process's log is not the runtime's
  }

  @Override
  public void onExit(ExitHandler handler) {
    // the process is not the runtime's
  }

  @Override
  public void onParentDeath(Runnable died) {
    // the process's parent is not the runtime's
  }

  @Override
  public void hardEndAt(long nanoTime, int code) {
    // likewise: what hangs is left behind
  }

  /// All that can be ended here is what the other side waits for.
  @Override
  public void giveUp(Throwable failure) {
    try {
      failure.printStackTrace(new PrintStream(err, true, StandardCharsets.UTF_8));
      out.close();
    } catch (IOException e) {
      // then nobody reads it
    }
  }
}
