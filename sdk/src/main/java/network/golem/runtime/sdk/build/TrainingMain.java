package network.golem.runtime.sdk.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.definition.Definition;

/// Run by a build, on the runtime's own class path, with a Java that records what it loads:
/// `TrainingMain CLASS WORKDIR [SCRIPT]`. Calls the runtime CLASS for `--version`, `test` and
/// `offer-template`, reports failures on standard error, and then deploys and serves a session as
/// [TrainingRuntime]. [SessionMain] is at the other end.
///
/// The runtime's own `deploy` and `start` are called only if the author provides a
/// [TrainingScript], because they may need something that the building machine does not have.
public final class TrainingMain {
  private static final int FAILED = 1;

  private TrainingMain() {}

  public static void main(String[] words) throws ReflectiveOperationException, IOException {
    if (words.length != 2 && words.length != 3) {
      System.err.println(
          "TrainingMain expects the runtime's class, a directory, and optionally a script");
      System.exit(FAILED);
    }
    Class<?> type = Class.forName(words[0]);
    PhaseCall runtime = new PhaseCall(MainMethod.of(type).orElseThrow()::call);
    for (String phase : new String[] {"--version", "test", "offer-template"}) {
      runtime.play(phase, phase);
    }
    if (words.length == 3) {
      Path workdir = Files.createDirectory(Path.of(words[1], "own"));
      TrainingScript.read(Path.of(words[2])).serve(runtime, Definition.of(type).mode(), workdir);
    }
    TrainingRuntime.handOver();
    new PhaseCall(deploy -> GolemRuntime.launch(TrainingRuntime::new, deploy))
        .play("deploy", "--workdir", words[1], "deploy");
    GolemRuntime.launch(TrainingRuntime::new, "--workdir", words[1], "start");
  }
}
