package network.golem.runtime.sdktests.sketches;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Offer;
import network.golem.runtime.sdk.Readiness;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.testkit.RuntimeProgram;
import network.golem.runtime.testkit.RuntimeSession;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

/// A virtual machine with a guest agent, here a shell: deployed from an image, booted in `start`,
/// and asked to execute each command.
class VmSketchTest {
  record Machine(String image, List<String> mounts) {}

  @RuntimeDef(name = "vm", image = true, hardware = true, capabilities = "start-entrypoint")
  static final class Vm implements GolemRuntime {
    @Option(names = "--pci-device")
    List<String> pciDevices = List.of();

    @Option(names = "--test-timeout", defaultValue = "10")
    int testTimeout;

    @Override
    public Offer offer(Context context) {
      return Offer.of().property("golem.inf.cpu.vendor", "AuthenticAMD").capability("inet");
    }

    @Override
    public Deployment deploy(Activity activity) {
      Path image = activity.taskPackage().orElseThrow();
      activity.save(new Machine(image.toString(), List.of("/golem/input")));
      return Deployment.of().volume("/golem/input");
    }

    @Override
    public void start(Command start, Activity activity) throws Exception {
      Machine machine = activity.saved(Machine.class);
      int cores = activity.hardware().cores().orElse(1);
      String boot = "echo booted " + machine.image() + " with " + cores + " cores; exec sleep 1000";
      var _ =
          activity
              .spawn(new ProcessBuilder("sh", "-c", boot))
              .readyWhen(Readiness.line(Pattern.compile("booted")), Duration.ofSeconds(10))
              .essential();
    }

    @Override
    public int run(Command command, Activity activity) throws Exception {
      command.onKill(signal -> command.stderr().println("the guest got signal " + signal));
      return command.exec(new ProcessBuilder(command.line())); // the guest does it
    }

    static void main(String[] args) {
      GolemRuntime.launch(Vm::new, args);
    }
  }

  @Test
  void commandsGoToTheGuest() {
    try (RuntimeProgram program =
        RuntimeProgram.of(Vm.class).with("--task-package", "/image.gvmi", "--cpu-cores", "3")) {
      assertThat(program.deploy()).succeeded().hasStdoutContaining("/golem/input");
      RuntimeSession session = program.start();
      session.awaitLog("booted /image.gvmi with 3 cores");
      assertThat(session.run("sh", "-c", "exit 4")).failedWith(4);
    }
  }
}
