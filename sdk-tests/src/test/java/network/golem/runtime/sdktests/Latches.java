package network.golem.runtime.sdktests;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// Latches that commands of a session wait for, and that other commands open.
final class Latches {
  private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();

  void await(String name) throws InterruptedException {
    latch(name).await();
  }

  void awaitUninterruptibly(String name) {
    boolean open = false;
    while (!open) {
      try {
        await(name);
        open = true;
      } catch (InterruptedException e) {
        // this is its purpose
      }
    }
  }

  boolean isOpen(String name) {
    return latch(name).getCount() == 0;
  }

  void open(String name) {
    latch(name).countDown();
  }

  private CountDownLatch latch(String name) {
    return latches.computeIfAbsent(name, key -> new CountDownLatch(1));
  }
}
