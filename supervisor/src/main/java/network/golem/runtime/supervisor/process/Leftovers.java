package network.golem.runtime.supervisor.process;

import java.time.Duration;
import java.util.List;
import network.golem.runtime.supervisor.play.PlayListener;

/// The processes that a runtime leaves behind. A node's supervisor kills only the runtime itself,
/// so on a node they keep running; here they are reported and ended.
public final class Leftovers {
  /// A runtime may have a warden that ends its programs once it is dead. That works on a node as
  /// well, so what is gone by then was not left behind.
  private static final Duration WARDEN = Duration.ofSeconds(2);

  private Leftovers() {}

  /// Ends the runtime if it is still alive, and what it has left behind.
  ///
  /// @param sweep whether to end processes that have outlived it
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
              + (sweep ? ", which would keep running on a node; ended here: " : ": ")
              + left.stream().map(ProcessHandle::pid).toList());
    }
  }
}
