package network.golem.runtime.sdk.frames;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A lock that survives a StackOverflowError in its own code: whoever was about to wake the next
/// thread may have failed in it, and nobody would do it again.
final class WakingLock extends ReentrantLock {
  private static final long serialVersionUID = 1L;

  /// Has all who wait for the lock look whether they get it.
  void wakeAll() {
    getQueuedThreads().forEach(LockSupport::unpark);
  }
}
