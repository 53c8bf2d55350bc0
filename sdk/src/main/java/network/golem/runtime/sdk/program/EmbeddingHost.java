package network.golem.runtime.sdk.program;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.command.Log;

/// Streams that somebody else holds the other ends of, in a process that goes on afterwards.
public record EmbeddingHost(
    Map<String, String> environment, InputStream in, OutputStream out, OutputStream err)
    implements Host {

  @Override
  public long parent() {
    return 0;
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
    // the process's log is not this program's
  }

  @Override
  public void onExit(ExitHandler handler) {
    // the process is not this program's
  }

  @Override
  public void hardEndAt(long nanoTime, int code) {
    // likewise: what hangs is left behind
  }
}
