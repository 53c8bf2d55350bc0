package network.golem.runtime.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.supervisor.play.PlayListener;

/// What an earlier activity has left in a workdir that is used again, which a node never does.
final class EarlierActivity {
  /// Where a runtime of our SDK keeps the totals of its counters over a redeploy.
  private static final Path COUNTERS = Path.of(".golem-runtime", "counters");

  private EarlierActivity() {}

  /// Has the counters of the next one begin at 0.
  static void forget(Path workdir, PlayListener listener) {
    Path file = workdir.resolve(COUNTERS);
    try {
      boolean _ = Files.deleteIfExists(file);
    } catch (IOException e) {
      listener.warn(
          "the counters may go on where an earlier activity in this workdir has ended: "
              + file
              + " cannot be removed: "
              + e);
    }
  }
}
