package network.golem.runtime.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.supervisor.play.PlayListener;

/// The files that an earlier activity has left in a reused workdir. (A node never reuses a
/// workdir.)
final class EarlierActivity {
  /// The file in which a runtime on this SDK keeps the totals of its counters across a redeploy.
  private static final Path COUNTERS = Path.of(".golem-runtime", "counters");

  private EarlierActivity() {}

  /// Deletes them, so that the counters of the next activity begin at 0.
  static void forget(Path workdir, PlayListener listener) {
    Path file = workdir.resolve(COUNTERS);
    try {
      boolean _ = Files.deleteIfExists(file);
    } catch (IOException e) {
      listener.warn(
          "counters may continue from an earlier activity in this workdir: cannot remove "
              + file
              + ": "
              + e);
    }
  }
}
