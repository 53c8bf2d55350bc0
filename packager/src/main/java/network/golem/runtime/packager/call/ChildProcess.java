package network.golem.runtime.packager.call;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// A process that does the work of this one.
public final class ChildProcess {
  private ChildProcess() {}

  /// Waits for its end. If the user ends this process first, the child is ended, too.
  ///
  /// @return its exit code
  public static int awaitEnd(Process child) throws InterruptedException {
    // a process that has ended is not affected
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroy, "end"));
    return child.waitFor();
  }

  /// Reads its standard output, without writing to its standard input, and waits for its end in the
  /// same way.
  ///
  /// @param lines receives each line as it arrives
  /// @return its exit code
  public static int awaitEnd(Process child, Consumer<String> lines)
      throws IOException, InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroy, "end"));
    child.getOutputStream().close();
    try (BufferedReader said = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        lines.accept(line);
      }
    }
    return child.waitFor();
  }
}
