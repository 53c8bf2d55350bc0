package network.golem.runtime.sdk.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import network.golem.runtime.sdk.messages.Log;

/// A host within another program's process, which continues afterwards: it only has streams, whose
/// other ends the program holds.
///
/// @param served receives the commands of a server, once it serves
public record EmbeddingHost(
    Map<String, String> environment,
    InputStream in,
    OutputStream out,
    OutputStream err,
    Consumer<Host.Commands> served)
    implements Host {

  /// A host that need not know about commands.
  public EmbeddingHost(
      Map<String, String> environment, InputStream in, OutputStream out, OutputStream err) {
    this(environment, in, out, err, commands -> {});
  }

  @Override
  public boolean isOwnProcess() {
    return false;
  }

  @Override
  public void skipInput() {
    throw new UnsupportedOperationException("the rest of the input is the embedding program's");
  }

  @Override
  public boolean isOutEmpty() {
    return false; // unknown
  }

  @Override
  public Log.Book logBook() {
    return (level, name, text, trace) -> {}; // the embedding program reads standard error
  }

  @Override
  public void keepLog(Optional<Path> directory, String name, Log log) {
    // the process's log is not the runtime's
  }

  @Override
  public void serves(Host.Commands commands) {
    served.accept(commands);
  }

  @Override
  public void onExit(ExitHandler handler) {
    // the process does not belong to the runtime
  }

  @Override
  public void onParentDeath(Runnable died) {
    // the process's parent is not the supervisor
  }

  @Override
  public void hardEndAt(long nanoTime, int code) {
    // likewise: hanging threads are left behind
  }

  /// Closes the output that the other side is waiting for, which is all that can be ended here.
  @Override
  public void giveUp(Throwable failure) {
    try {
      failure.printStackTrace(new PrintStream(err, true, StandardCharsets.UTF_8));
      out.close();
    } catch (IOException e) {
      // then it is not being read
    }
  }
}
