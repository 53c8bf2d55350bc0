package network.golem.runtime.cli;

/// A process that does the work of this command.
final class ChildProcess {
  private ChildProcess() {}

  /// Waits for its end. If the user ends this command first, the process is ended, too.
  ///
  /// @return its exit code
  static int awaitEnd(Process child) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(child::destroy, "end"));
    return child.waitFor();
  }
}
