package network.golem.runtime.supervisor.process;

import java.time.Duration;
import java.util.List;
import network.golem.runtime.supervisor.play.PlayListener;

/// The processes that a runtime leaves behind. A node's supervisor kills the runtime itself and
/// nothing else, so there they go on; here they are told of, and ended.
public final class Leftovers {
  /// A runtime may have somebody who ends its programs once it is dead: at a node, too, so what has
  /// gone by then was not left behind.
  private static final Duration WARDEN = Duration.ofSeconds(2);

  private Leftovers() {}

  /// Ends the runtime, where it is still alive, and what it has left.
  ///
  /// @param sweep whether to end what has outlived it
  public static void end(
      RuntimeProcess runtime, Duration grace, boolean sweep, PlayListener listener)
      throws InterruptedException {
    if (runtime.process().isAlive()) {
      var _ = runtime.end(grace);
      return;
    }
    if (runtime.awaitNobody(WARDEN)) {
      return;
    }
    List<ProcessHandle> left = sweep ? runtime.end(grace) : runtime.all();
    if (!left.isEmpty()) {
      listener.warn(
          "the runtime left behind "
              + left.size()
              + (left.size() == 1 ? " process" : " processes")
              + (sweep ? ", which would live on at a node; ended here: " : ": ")
              + left.stream().map(ProcessHandle::pid).toList());
    }
  }
}
