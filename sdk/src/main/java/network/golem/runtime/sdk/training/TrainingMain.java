package network.golem.runtime.sdk.training;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.descriptor.MainMethod;
import network.golem.runtime.sdk.launch.Launch;
import network.golem.runtime.sdk.program.EmbeddingHost;

/// Run by a build, on the runtime's own class path, with a Java that records what it loads:
/// `TrainingMain CLASS WORKDIR`. Calls the runtime CLASS for `--version`, `test` and
/// `offer-template`, tells on standard error which of them failed, and then deploys and serves a
/// session as [TrainingRuntime], over standard input and output.
///
/// The runtime's own `deploy` and `start` are not called: they may need what the building machine
/// has not.
public final class TrainingMain {
  private static final int FAILED = 1;

  private TrainingMain() {}

  public static void main(String[] words) throws ReflectiveOperationException {
    if (words.length != 2) {
      System.err.println("TrainingMain takes the runtime's class and a directory");
      System.exit(FAILED);
    }
    MainMethod main = MainMethod.of(Class.forName(words[0])).orElseThrow();
    for (String phase : new String[] {"--version", "test", "offer-template"}) {
      play(main::call, phase);
    }
    TrainingRuntime.handOver();
    play(
        deploy -> GolemRuntime.launch(TrainingRuntime::new, deploy),
        "--workdir",
        words[1],
        "deploy");
    GolemRuntime.launch(TrainingRuntime::new, "--workdir", words[1], "start");
  }

  /// A `main`, or what one does.
  private interface Main {
    void call(String... words) throws ReflectiveOperationException;
  }

  private static void play(Main main, String... words) {
    String phase = words[words.length - 1];
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    AtomicInteger code = new AtomicInteger();
    EmbeddingHost host =
        new EmbeddingHost(
            Map.of(), new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), said);
    try {
      ScopedValue.where(Launch.GUEST, new Launch.Guest(host, code::set))
          .call(() -> {
            main.call(words);
            return null;
          });
    } catch (ReflectiveOperationException e) {
      System.err.println("packaging: " + phase + " threw " + MainMethod.cause(e));
      return;
    }
    if (code.get() != 0) {
      System.err.println(
          "packaging: "
              + phase
              + " failed with code "
              + code.get()
              + ": "
              + said.toString(StandardCharsets.UTF_8).strip());
    }
  }
}
