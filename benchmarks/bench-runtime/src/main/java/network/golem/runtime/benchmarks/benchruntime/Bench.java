package network.golem.runtime.benchmarks.benchruntime;

import java.io.PrintStream;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.UsageCounter;

/// The same commands as the bench runtime on the Rust SDK, so that only the SDKs differ.
@RuntimeDef(
    name = "bench",
    version = "1.0.0",
    programs = true,
    counters = @UsageCounter(name = "golem.usage.bench", description = "Updates"))
public final class Bench implements GolemRuntime {
  private static final int BYTES = 1 << 20;
  private static final int CHUNK = 8192;

  @Override
  public int run(Command command, Activity activity) throws Exception {
    List<String> words = command.arguments();
    switch (command.program()) {
      case "noop" -> {}
      case "echo" -> command.stdout().print(String.join(" ", words));
      case "err" -> command.stderr().print(String.join(" ", words));
      case "flood" ->
          flood(command.stdout(), number(words, 0, BYTES), number(words, 1, CHUNK), true);
      case "flood-unflushed" ->
          flood(command.stdout(), number(words, 0, BYTES), number(words, 1, CHUNK), false);
      case "counter" -> count(activity.counter("golem.usage.bench"), number(words, 0, 1));
      case "sleep" -> Thread.sleep(number(words, 0, 0));
      case "exec" -> {
        return command.exec(new ProcessBuilder(words));
      }
      case "failcmd" -> {
        command.stderr().println("command failed");
        return 1;
      }
      default ->
          throw new RuntimeFailure(
              RuntimeFailure.Code.NOT_FOUND, "unknown command: " + command.program());
    }
    return 0;
  }

  /// @param flush whether to flush after each chunk, so that there are as many events as chunks
  private static void flood(PrintStream out, long bytes, long chunk, boolean flush) {
    byte[] buffer = new byte[(int) Math.max(1, chunk)];
    for (long left = bytes; left > 0; left -= buffer.length) {
      out.write(buffer, 0, (int) Math.min(left, buffer.length));
      if (flush) {
        out.flush();
      }
    }
  }

  private static void count(Counter counter, long updates) {
    for (long i = 0; i < updates; i++) {
      counter.increment();
    }
  }

  private static long number(List<String> words, int index, long usual) {
    return index < words.size() ? Long.parseLong(words.get(index)) : usual;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Bench::new, args);
  }
}
