package network.golem.runtime.sdk.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.GolemRuntime;

/// Run by a build, on the runtime's own class path, with a Java that records what it loads:
/// `TrainingMain PART CLASS WORKDIR [SCRIPT]`. Calls the runtime CLASS for `--version`, `test` and
/// `offer-template`, reports failures on standard error, and then continues as a [TrainingRuntime]:
/// it deploys as a process does, for the PART `phases`, or serves a session that [SessionMain]
/// plays, for the PART `session`; for `programs`, one that executes programs.
///
/// The runtime's own `deploy` and `start` are called only if the author provides a
/// [TrainingScript], because they may need something that the building machine does not have. If
/// the runtime, deployed by the part `phases`, is in one-shot mode, the other part consists of the
/// script's runs: no session will ever need the cache.
public final class TrainingMain {
  /// The part that is trained first, and the directory in which it deploys.
  static final String PHASES = "phases";

  private static final int FAILED = 1;

  private TrainingMain() {}

  public static void main(String[] words) throws ReflectiveOperationException, IOException {
    if (words.length != 3 && words.length != 4) {
      System.err.println(
          "TrainingMain expects a part, the runtime's class, a directory, and optionally a script");
      System.exit(FAILED);
    }
    boolean session = !words[0].equals(PHASES);
    boolean programs = words[0].equals("programs");
    // Java 25.0.3 crashes while it creates a cache if annotations were read, and nothing linked
    // this
    var _ = Class.forName("java.lang.annotation.Annotation");
    Class<?> type = Class.forName(words[1]);
    var _ = type.getMethods(); // as Java does when it looks for `main`
    loadWaits();
    PhaseCall runtime = new PhaseCall(MainMethod.of(type).orElseThrow()::call);
    Path deployed = Path.of(words[2], PHASES);
    if (session && words.length == 4 && TrainingScript.isOneShot(deployed)) {
      TrainingScript.read(Path.of(words[3])).run(runtime, deployed);
      return;
    }
    for (String phase : new String[] {"--version", "test", "offer-template"}) {
      runtime.play(phase, phase);
    }
    if (words.length == 4) {
      Path workdir = Files.createDirectory(Path.of(words[2], words[0]));
      TrainingScript script = TrainingScript.read(Path.of(words[3]));
      if (session) {
        script.serve(runtime, workdir);
      } else {
        script.deploy(runtime, workdir);
      }
    }
    TrainingRuntime.handOver(programs);
    if (session) {
      new PhaseCall(run -> GolemRuntime.launch(() -> new TrainingRuntime(programs), run))
          .play("run", "--workdir", words[2], "run", "echo", "a");
    }
    GolemRuntime.launch(
        () -> new TrainingRuntime(programs), "--workdir", words[2], session ? "start" : "deploy");
  }

  /// Loads what a thread needs to wait for another. Whether one ever waits differs from run to run.
  private static void loadWaits() throws ClassNotFoundException {
    for (String node : new String[] {"SharedNode", "ExclusiveNode", "ConditionNode"}) {
      var _ = Class.forName("java.util.concurrent.locks.AbstractQueuedSynchronizer$" + node);
    }
  }
}
