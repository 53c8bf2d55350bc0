package network.golem.runtime.sdk.logging;

import java.util.logging.LogManager;

/// The JDK's log manager without its shutdown: it would remove all handlers as soon as the process
/// begins to exit, while the runtime is still stopping.
public final class LastingLogManager extends LogManager {
  @Override
  public void reset() {
    // every line has left the process once it has been written
  }
}
