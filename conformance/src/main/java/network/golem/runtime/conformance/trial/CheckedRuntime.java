package network.golem.runtime.conformance.trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.provider.Descriptor;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import network.golem.runtime.supervisor.process.RuntimeArguments.ExtraArgs;

/// The runtime that is checked.
///
/// @param runtimeArgs the user's own arguments, before the phase in every call
/// @param environment further variables for its processes
/// @param taskPackage the image that is passed to a runtime that needs one
/// @param patience how long an event is waited for that must come
public record CheckedRuntime(
    RuntimeBinary binary,
    CheckProfile profile,
    List<String> runtimeArgs,
    Map<String, String> environment,
    Optional<Path> taskPackage,
    Duration patience) {
  public CheckedRuntime {
    runtimeArgs = List.copyOf(runtimeArgs);
    environment = Map.copyOf(environment);
  }

  public CheckedRuntime with(CheckProfile other) {
    return new CheckedRuntime(binary, other, runtimeArgs, environment, taskPackage, patience);
  }

  /// What the descriptor tells the supervisor to pass.
  public ExtraArgs extraArgs() {
    return ExtraArgs.parse(
        binary.descriptor().map(Descriptor::extraArgs).orElse(List.of("--runtime-managed-image")));
  }

  /// The arguments that are passed in every call.
  public List<String> everyCall() {
    return Stream.concat(extraArgs().runtimeArgs().stream(), runtimeArgs.stream()).toList();
  }
}
