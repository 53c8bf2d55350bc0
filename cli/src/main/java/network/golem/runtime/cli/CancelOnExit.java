package network.golem.runtime.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// On Ctrl-C, ends what this process has started before the process itself exits. To be closed when
/// that is done, or was not necessary.
final class CancelOnExit implements AutoCloseable {
  private static final long EXIT_SECONDS = 8;

  private final CountDownLatch over = new CountDownLatch(1);

  /// @param cancel makes the thread that will close this end its work
  CancelOnExit(Runnable cancel) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  cancel.run();
                  try {
                    boolean _ = over.await(EXIT_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the exit continues without it
                  }
                },
                "cancel"));
  }

  @Override
  public void close() {
    over.countDown();
  }
}
