package network.golem.runtime.examples.wasi;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import network.golem.runtime.examples.wasi.engine.Engine;

/// The modules of an activity in server mode. They are loaded once, beside the commands: soon after
/// `start` has returned, or as soon as a command needs one.
///
/// The engine takes longer to load than everything else before the answer to hello, so it should
/// not compete with that for the processor.
final class LoadedModules implements Runnable {
  /// By then, hello has been answered.
  private static final long LATER_MILLIS = 50;

  private final FutureTask<Map<String, Module>> loading;
  private final CountDownLatch needed = new CountDownLatch(1);

  /// @param path the guest's argument 0
  record Module(String path, Engine.Program program) {}

  /// @param load returns the modules by the IDs of their entry points
  LoadedModules(Callable<Map<String, Module>> load) {
    loading = new FutureTask<>(load);
  }

  /// Starts to wait, on a thread that no command interrupts. If loading fails, so does each
  /// command.
  ///
  /// Not as a background task of the SDK's: the end of the activity would wait for it.
  void begin() {
    Thread thread = new Thread(this, "modules");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      boolean _ = needed.await(LATER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) { // nobody interrupts this thread; then they are loaded now
    }
    loading.run();
  }

  /// Nobody needs them any more.
  void cancel() {
    boolean _ = loading.cancel(false);
  }

  /// The modules; waits until they are loaded.
  ///
  /// @throws Exception the reason for which they could not be loaded
  Map<String, Module> get() throws Exception {
    needed.countDown();
    try {
      return loading.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception reason ? reason : e;
    }
  }
}
