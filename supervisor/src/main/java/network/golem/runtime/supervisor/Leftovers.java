package network.golem.runtime.supervisor;

import java.time.Duration;
import java.util.List;

/// The processes that a runtime leaves behind. A node's supervisor kills the runtime itself and
/// nothing else, so there they go on; here they are told of, and ended.
final class Leftovers {
  private Leftovers() {}

  /// Ends the runtime, where it is still alive, and what it has left.
  static void end(RuntimeProcess runtime, Duration grace, PlayListener listener)
      throws InterruptedException {
    boolean alive = runtime.process().isAlive();
    List<ProcessHandle> ended = runtime.end(grace);
    if (!alive && !ended.isEmpty()) {
      listener.warn(
          "the runtime left behind "
              + ended.size()
              + (ended.size() == 1 ? " process" : " processes")
              + ", which would live on at a node; ended here: "
              + ended.stream().map(ProcessHandle::pid).toList());
    }
  }
}
