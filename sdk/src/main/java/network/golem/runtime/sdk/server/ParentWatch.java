package network.golem.runtime.sdk.server;

import java.time.Duration;

/// Notices that the process which started this one is gone, even where a third keeps the pipe
/// between them open.
///
/// It asks for the parent's number again and again: `ProcessHandle.onExit` of a process that is no
/// child of one's own is told later and later, the longer it has lived.
final class ParentWatch {
  private static final Duration PERIOD = Duration.ofMillis(250);

  private ParentWatch() {}

  /// @param parent the process that the launcher saw as its parent; another one now means that it
  ///   has died already; 0: there is none to watch
  static void start(long parent, Runnable died) {
    if (parent != 0) {
      Thread.ofPlatform().daemon().name("parent-watch").start(() -> watch(parent, died));
    }
  }

  private static void watch(long parent, Runnable died) {
    try {
      while (parentNow() == parent) {
        Thread.sleep(PERIOD);
      }
      died.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; if somebody does, it is to end
    }
  }

  private static long parentNow() {
    return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
  }
}
