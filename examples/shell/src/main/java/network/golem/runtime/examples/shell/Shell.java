package network.golem.runtime.examples.shell;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.UsageCounter;
import network.golem.runtime.sdk.Volumes.Volume;

/// Executes the programs that the requestor names, on the provider's system, and bills their
/// processor time. Environment variables contain the paths of the volumes (`$GOLEM_INPUT`), and an
/// argument that is a path in a volume is replaced by the path on this machine.
///
/// There is no sandbox: programs run as the provider's user. Offer this only to requestors that you
/// trust, or start the programs in a container or a virtual machine.
@RuntimeDef(
    name = "shell",
    version = "1.0.0",
    description = "Executes programs of the provider's system",
    programs = true,
    counters = {
      @UsageCounter(name = "golem.usage.duration_sec", price = 0.0001),
      @UsageCounter(
          name = Shell.CPU,
          description = "Processor time of the programs",
          price = 0.0005)
    })
public final class Shell implements GolemRuntime {
  static final String CPU = "golem.usage.program-cpu_sec";

  private static final double SECOND = Duration.ofSeconds(1).toNanos();
  private static final Map<String, String> VOLUMES =
      Map.of(
          "/golem/input", "GOLEM_INPUT",
          "/golem/output", "GOLEM_OUTPUT",
          "/golem/work", "GOLEM_WORK");

  @Override
  public Deployment deploy(Activity activity) {
    return Deployment.of().volume("/golem/input").volume("/golem/output").volume("/golem/work");
  }

  @Override
  public void start(Command start, Activity activity) {
    activity
        .counter(CPU)
        .sampleEvery(Duration.ofSeconds(1), () -> activity.executedCpu().toNanos() / SECOND);
  }

  @Override
  public int run(Command command, Activity activity) throws Exception {
    List<Volume> volumes = activity.volumes().list();
    ProcessBuilder builder =
        new ProcessBuilder(
            command.line().stream().map(word -> located(word, activity, volumes)).toList());
    for (Volume volume : volumes) {
      String variable = VOLUMES.get(volume.path());
      if (variable != null) {
        builder.environment().put(variable, volume.directory().toString());
      }
      if (volume.path().equals("/golem/work")) {
        builder.directory(volume.directory().toFile());
      }
    }
    return command.exec(builder);
  }

  /// Replaces a path of the requestor's; any other argument is unchanged.
  private static String located(String word, Activity activity, List<Volume> volumes) {
    boolean inVolume =
        volumes.stream()
            .map(Volume::path)
            .anyMatch(path -> word.equals(path) || word.startsWith(path + "/"));
    return inVolume ? activity.volumes().path(word).toString() : word;
  }

  static void main(String[] args) {
    GolemRuntime.launch(Shell::new, args);
  }
}
