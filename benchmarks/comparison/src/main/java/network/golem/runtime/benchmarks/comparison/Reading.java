package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Event;
import network.golem.runtime.supervisor.session.RuntimeClient;

/// This project's client, as a process of its own: it reads a flood, and prints the rate.
final class Reading {
  private static final long MINUTES = 5;

  private Reading() {}

  /// `Reading RUNTIME WORKDIR BYTES CHUNK`
  public static void main(String[] words) throws Exception {
    Process runtime =
        new ProcessBuilder(words[0], "--workdir", words[1], "start")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    AtomicLong bytes = new AtomicLong();
    CountDownLatch ended = new CountDownLatch(1);
    try (RuntimeClient client =
        new RuntimeClient(
            Connection.ofSupervisor(runtime.getInputStream(), runtime.getOutputStream()),
            Runnable::run,
            event -> {
              if (event instanceof Event.ProcessStatus status) {
                bytes.addAndGet(status.stdout().length());
                if (!status.running()) {
                  ended.countDown();
                }
              }
            },
            warning -> {})) {
      String _ = client.hello().get(MINUTES, TimeUnit.MINUTES);
      long began = System.nanoTime();
      long _ = client.run("flood", List.of(words[2], words[3])).get(MINUTES, TimeUnit.MINUTES);
      boolean whole = ended.await(MINUTES, TimeUnit.MINUTES);
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.println(whole ? bytes.get() / seconds / 1e6 : Double.NaN);
    } finally {
      runtime.destroyForcibly();
    }
  }

  /// Starts such a process, and returns what it prints about a flood from this runtime.
  ///
  /// @param client the client's class path
  static double rate(Subject runtime, String client, long bytes, int chunk) {
    try {
      String printed =
          runtime.call(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin/java").toString(),
                  "-XX:+UseSerialGC",
                  "-cp",
                  client,
                  Reading.class.getName(),
                  runtime.binary().toString(),
                  runtime.workdir().toString(),
                  Long.toString(bytes),
                  Integer.toString(chunk)));
      return Double.parseDouble(printed.strip());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
