package network.golem.runtime.sdk.training;

import java.io.PrintStream;
import java.util.concurrent.Semaphore;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.UsageCounter;

/// Does what runtimes do.
@RuntimeDef(
    name = "training",
    version = "1.0.0",
    counters = @UsageCounter(name = "golem.usage.training", description = "Training"))
final class TrainingRuntime implements GolemRuntime {
  static final String TRAINED = "trained";

  private static final int LINES = 20;
  private static final int CHUNK = 1024;
  private static final int CHUNKS = 32 * 1024;

  private final Semaphore ended = new Semaphore(0);

  /// `finish N` says so once N other commands have ended; `sleep` does not count, as it may be
  /// killed before it begins.
  @Override
  public int run(Command command, Activity activity) throws Exception {
    switch (command.program()) {
      case "finish" -> {
        ended.acquire(Integer.parseInt(command.arguments().getFirst()));
        command.stdout().println(TRAINED);
        return 0;
      }
      case "sleep" -> Thread.sleep(Long.MAX_VALUE);
      default -> {}
    }
    try {
      return perform(command, activity);
    } finally {
      ended.release();
    }
  }

  private static int perform(Command command, Activity activity) throws Exception {
    switch (command.program()) {
      case "noop" -> {}
      case "echo" -> {
        for (int i = 0; i < LINES; i++) {
          command.stdout().println(command.line() + " " + i);
          command.stderr().println("line " + i);
          activity.counter("golem.usage.training").increment();
        }
      }
      case "flood" -> flood(command.stdout());
      case "exec" -> {
        return command.exec(new ProcessBuilder("true"));
      }
      default -> throw new RuntimeFailure(RuntimeFailure.Code.NOT_FOUND, "no " + command.program());
    }
    return 0;
  }

  private static void flood(PrintStream out) {
    byte[] chunk = new byte[CHUNK];
    for (int i = 0; i < CHUNKS; i++) {
      out.write(chunk, 0, chunk.length);
      out.flush();
    }
  }
}
