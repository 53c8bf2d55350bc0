package network.golem.runtime.supervisor.play;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.Capture;
import network.golem.runtime.supervisor.model.Captured;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.PlayEvent;
import org.jspecify.annotations.Nullable;

/// A command's output: reported as it arrives, and kept as its [Capture] says. Thread-safe.
public final class CapturedOutput {
  private final CommandPosition position;
  private final PlayListener listener;
  private final @Nullable CapturedStream stdout;
  private final @Nullable CapturedStream stderr;

  @GuardedBy("this")
  private final Set<Boolean> toldOfLoss = new HashSet<>();

  /// @param keep whether the command's result will contain what was kept
  public CapturedOutput(
      CommandPosition position, Capture capture, boolean keep, PlayListener listener) {
    this.position = position;
    this.listener = listener;
    this.stdout = capture.stdout().map(mode -> new CapturedStream(mode, keep)).orElse(null);
    this.stderr = capture.stderr().map(mode -> new CapturedStream(mode, keep)).orElse(null);
  }

  public void add(boolean isStderr, Bytes bytes) {
    if (bytes.isEmpty()) {
      return;
    }
    CapturedStream stream = isStderr ? stderr : stdout;
    synchronized (this) {
      Optional<Captured> streamed = stream == null ? Optional.empty() : stream.add(bytes);
      if (stream != null && stream.hasLost()) {
        warnOnce(isStderr);
      }
      listener.on(new PlayEvent.Output(position, isStderr, bytes, stream != null, streamed));
    }
  }

  @GuardedBy("this")
  private void warnOnce(boolean isStderr) {
    if (toldOfLoss.add(isStderr)) {
      listener.warn(
          "command "
              + position.index()
              + " has more "
              + (isStderr ? "stderr" : "stdout")
              + " captured than the desk keeps for a result ("
              + CapturedStream.MOST / 1024 / 1024
              + " MiB); a node keeps all of it");
    }
  }

  public synchronized Optional<Captured> stdout() {
    return Optional.ofNullable(stdout).flatMap(CapturedStream::kept);
  }

  public synchronized Optional<Captured> stderr() {
    return Optional.ofNullable(stderr).flatMap(CapturedStream::kept);
  }
}
