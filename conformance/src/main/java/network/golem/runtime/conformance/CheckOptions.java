package network.golem.runtime.conformance;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;

/// How a runtime is checked.
///
/// @param profile what it can be asked to do
/// @param runtimeArgs arguments before the phase, in every call
/// @param environment further variables for its processes
/// @param taskPackage the image, for a runtime that needs one
/// @param selected which checks to execute
/// @param jobs how many at the same time
/// @param patience how long an event is waited for that must come
public record CheckOptions(
    CheckProfile profile,
    List<String> runtimeArgs,
    Map<String, String> environment,
    Optional<Path> taskPackage,
    Predicate<CheckDescription> selected,
    int jobs,
    Duration patience) {
  /// How long an event is waited for that must come, unless the user chooses otherwise. Nothing
  /// takes so long on the slowest machine.
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);

  public CheckOptions {
    runtimeArgs = List.copyOf(runtimeArgs);
    environment = Map.copyOf(environment);
  }

  /// All checks, one after the other.
  public static CheckOptions of(CheckProfile profile) {
    return new CheckOptions(
        profile, List.of(), Map.of(), Optional.empty(), _ -> true, 1, USUAL_PATIENCE);
  }

  public CheckOptions withRuntimeArgs(List<String> words) {
    return new CheckOptions(profile, words, environment, taskPackage, selected, jobs, patience);
  }

  public CheckOptions withEnvironment(Map<String, String> variables) {
    return new CheckOptions(profile, runtimeArgs, variables, taskPackage, selected, jobs, patience);
  }

  public CheckOptions withTaskPackage(Optional<Path> image) {
    return new CheckOptions(profile, runtimeArgs, environment, image, selected, jobs, patience);
  }

  public CheckOptions select(Predicate<CheckDescription> wanted) {
    return new CheckOptions(profile, runtimeArgs, environment, taskPackage, wanted, jobs, patience);
  }

  public CheckOptions withJobs(int atOnce) {
    return new CheckOptions(
        profile, runtimeArgs, environment, taskPackage, selected, atOnce, patience);
  }

  public CheckOptions withPatience(Duration limit) {
    return new CheckOptions(profile, runtimeArgs, environment, taskPackage, selected, jobs, limit);
  }
}
