package network.golem.runtime.supervisor.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import tools.jackson.databind.json.JsonMapper;

/// The command lines that a runtime is called with, exactly as a node's supervisor builds them.
///
/// @param hardware the options that pass the agreed limits
/// @param descriptor the options for the supervisor in the descriptor's `extra-args`
/// @param runtimeArgs the user's own `--runtime-arg`, after the descriptor's
public record RuntimeArguments(
    Path binary,
    Path workdir,
    List<String> hardware,
    ExtraArgs descriptor,
    List<String> runtimeArgs) {

  /// @param imageNamed whether there is an image to pass on
  public static RuntimeArguments of(
      RuntimeBinary runtime,
      Path workdir,
      Agreement agreement,
      boolean imageNamed,
      List<String> runtimeArgs) {
    return new RuntimeArguments(
        runtime.path(),
        workdir,
        agreement.hardwareOptions(),
        ExtraArgs.of(runtime, imageNamed),
        runtimeArgs);
  }

  /// The options for the supervisor in a descriptor.
  public record ExtraArgs(boolean managedImage, boolean managedHardware, List<String> runtimeArgs) {
    /// Without a descriptor, a runtime manages its image itself unless one is named.
    static ExtraArgs of(RuntimeBinary runtime, boolean imageNamed) {
      return parse(
          runtime
              .descriptor()
              .map(Descriptor::extraArgs)
              .orElse(imageNamed ? List.of() : List.of("--runtime-managed-image")));
    }

    public static ExtraArgs parse(List<String> words) {
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
          default -> {} // an option that only concerns the supervisor
        }
      }
      return new ExtraArgs(image, hardware, List.copyOf(runtimeArgs));
    }
  }

  /// The call for the provider's offer, which belongs to no activity.
  public static List<String> offerTemplate(RuntimeBinary runtime, List<String> runtimeArgs) {
    List<String> line = new ArrayList<>(List.of(runtime.path().toString()));
    line.addAll(ExtraArgs.of(runtime, false).runtimeArgs());
    line.addAll(runtimeArgs);
    line.add("offer-template");
    return line;
  }

  /// @param image the task package
  public List<String> deploy(ExeCommand.Deploy deploy, Optional<Path> image) {
    List<String> line = common(image);
    deploy
        .volumes()
        .ifPresent(volumes -> line.addAll(List.of("--volume-override", override(volumes))));
    deploy.hostname().ifPresent(hostname -> line.addAll(List.of("--hostname", hostname)));
    line.addAll(List.of("deploy", "--"));
    return line;
  }

  /// In server mode, the requestor's arguments directly follow `start`.
  ///
  /// @param endpoint the options that name our endpoints of networks
  public List<String> startServer(List<String> args, Optional<Path> image, List<String> endpoint) {
    List<String> line = common(image);
    line.addAll(endpoint);
    line.add("start");
    line.addAll(args);
    return line;
  }

  public List<String> startOnce(List<String> args, Optional<Path> image) {
    List<String> line = common(image);
    line.addAll(List.of("start", "--"));
    line.addAll(args);
    return line;
  }

  public List<String> runOnce(ExeCommand.Run run, Optional<Path> image) {
    List<String> line = common(image);
    line.addAll(List.of("run", "--entrypoint", run.entryPoint(), "--"));
    line.addAll(run.args());
    return line;
  }

  private List<String> common(Optional<Path> image) {
    List<String> line =
        new ArrayList<>(List.of(binary.toString(), "--workdir", workdir.toString()));
    image.ifPresent(file -> line.addAll(List.of("--task-package", file.toString())));
    if (descriptor.managedHardware()) {
      line.addAll(hardware);
    }
    line.addAll(descriptor.runtimeArgs());
    line.addAll(runtimeArgs);
    return line;
  }

  public static String override(Map<String, String> volumes) {
    return volumes.entrySet().stream()
        .map(volume ->
            JsonMapper.shared().writeValueAsString(volume.getKey()) + ":" + volume.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
