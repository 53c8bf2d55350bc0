package network.golem.runtime.supervisor;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import network.golem.runtime.provider.Descriptor;
import tools.jackson.databind.json.JsonMapper;

/// The words that a runtime is called with, exactly as the real supervisor puts them.
///
/// @param descriptor what the descriptor's `extra-args` tell the supervisor
/// @param runtimeArgs the user's own `--runtime-arg`, behind the descriptor's
record RuntimeArguments(
    RuntimeBinary runtime, Path workdir, ExtraArgs descriptor, List<String> runtimeArgs) {

  static RuntimeArguments of(RuntimeBinary runtime, Path workdir, List<String> runtimeArgs) {
    List<String> extra =
        runtime.descriptor().map(Descriptor::extraArgs).orElse(List.of("--runtime-managed-image"));
    return new RuntimeArguments(runtime, workdir, ExtraArgs.parse(extra), runtimeArgs);
  }

  /// What the supervisor's own options in a descriptor say.
  record ExtraArgs(boolean managedImage, boolean managedHardware, List<String> runtimeArgs) {
    static ExtraArgs parse(List<String> words) {
      boolean image = false;
      boolean hardware = false;
      List<String> runtimeArgs = new ArrayList<>();
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        switch (name) {
          case "--runtime-managed-image" -> image = true;
          case "--runtime-managed-hardware", "--cap-handoff" -> hardware = true;
          case "--runtime-arg", "-r" -> {
            if (word.contains("=")) {
              runtimeArgs.add(word.substring(name.length() + 1));
            } else if (++i < words.size()) {
              runtimeArgs.add(words.get(i));
            }
          }
          default -> {} // the supervisor's own business
        }
      }
      return new ExtraArgs(image, hardware, List.copyOf(runtimeArgs));
    }
  }

  List<String> deploy(ExeCommand.Deploy deploy) {
    List<String> line = common();
    if (!deploy.volumes().isEmpty()) {
      line.add("--volume-override");
      line.add(override(deploy.volumes()));
    }
    deploy.hostname().ifPresent(hostname -> line.addAll(List.of("--hostname", hostname)));
    line.addAll(List.of("deploy", "--"));
    return line;
  }

  /// In server mode, nothing stands between `start` and the requestor's words.
  List<String> startServer(List<String> args) {
    List<String> line = common();
    line.add("start");
    line.addAll(args);
    return line;
  }

  List<String> startOnce(List<String> args) {
    List<String> line = common();
    line.addAll(List.of("start", "--"));
    line.addAll(args);
    return line;
  }

  List<String> runOnce(ExeCommand.Run run) {
    List<String> line = common();
    line.addAll(List.of("run", "--entrypoint", run.entryPoint(), "--"));
    line.addAll(run.args());
    return line;
  }

  private List<String> common() {
    List<String> line =
        new ArrayList<>(List.of(runtime.path().toString(), "--workdir", workdir.toString()));
    if (descriptor.managedHardware()) {
      MachineHardware hardware = MachineHardware.offered(workdir);
      line.addAll(List.of("--cpu-cores", Integer.toString(hardware.cores())));
      line.addAll(List.of("--mem-gib", shortest(hardware.memoryGib())));
      line.addAll(List.of("--storage-gib", shortest(hardware.storageGib())));
    }
    line.addAll(descriptor.runtimeArgs());
    line.addAll(runtimeArgs);
    return line;
  }

  private static String shortest(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static String override(Map<String, String> volumes) {
    return volumes.entrySet().stream()
        .map(volume ->
            JsonMapper.shared().writeValueAsString(volume.getKey()) + ":" + volume.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
