package network.golem.runtime.sdk.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.definition.Definition;

/// Run by a build, on the runtime's own class path, with a Java that records what it loads:
/// `TrainingMain PART CLASS WORKDIR [SCRIPT]`. Ends as a [TrainingRuntime]: it deploys as a process
/// does, for the PART `phases`, or serves a session that [SessionMain] plays, for the PART
/// `session`; for `programs`, one that executes programs, if the runtime CLASS declares that it
/// does. Before that, it calls CLASS:
///
/// - for `phases`, its `--version`, `test` and `offer-template`, and reports failures on standard
///   error;
/// - with a [TrainingScript], its `deploy` for `phases`, and its `start` in a session; without one,
///   these may need something that the building machine does not have, so a session calls `test`
///   and `offer-template` instead: they load at least some of its classes.
///
/// If the runtime is in one-shot mode, its part of a session consists of the script's runs: no
/// session will ever need the cache.
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
    boolean scripted = words.length == 4;
    // Java 25.0.3 crashes while it creates a cache if annotations were read, and nothing linked
    // this
    var _ = Class.forName("java.lang.annotation.Annotation");
    Class<?> type = Class.forName(words[1]);
    var _ = type.getMethods(); // as Java does when it looks for `main`
    loadWaits();
    Definition definition = Definition.of(type);
    boolean programs = words[0].equals("programs") && definition.programs();
    PhaseCall runtime = new PhaseCall(MainMethod.of(type).orElseThrow()::call);
    Path deployed = Path.of(words[2], PHASES);
    if (!session || !scripted) {
      for (String phase : new String[] {"--version", "test", "offer-template"}) {
        runtime.play(phase, phase);
      }
    }
    if (scripted) {
      TrainingScript script = TrainingScript.read(Path.of(words[3]));
      if (!session) {
        script.deploy(runtime, Files.createDirectory(deployed));
      } else if (TrainingScript.isOneShot(deployed)) {
        script.run(runtime, deployed);
        return;
      } else {
        script.serve(runtime, deployed);
      }
    }
    TrainingRuntime.handOver(programs);
    if (session && definition.mode() == Mode.ONE_SHOT) {
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
