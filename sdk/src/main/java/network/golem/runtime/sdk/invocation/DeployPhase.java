package network.golem.runtime.sdk.invocation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.activity.DetachedReports;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.activity.NewDirectories;
import network.golem.runtime.sdk.activity.SavedDeployment;
import network.golem.runtime.sdk.activity.VolumeOverride;
import network.golem.runtime.sdk.activity.VolumePlan;
import network.golem.runtime.sdk.commandline.Arguments;
import network.golem.runtime.sdk.commandline.UsageException;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.json.Json;
import network.golem.runtime.sdk.messages.Log;

/// The `deploy` phase: calls the author's `deploy`, creates the volumes' directories, saves what
/// later phases need, and answers the supervisor.
record DeployPhase(
    GolemRuntime runtime,
    Definition definition,
    Arguments arguments,
    Context context,
    Log log,
    Host host) {
  private static final Duration LEFT_PATIENCE = Duration.ofMillis(100);

  /// Deploys into a directory.
  ///
  /// @return the answer to print on standard output
  String json(Path workdir) throws Exception {
    List<VolumeOverride.Asked> added = added(arguments.supervisor().volumeOverride());
    Deployment deployment = deployment(workdir);
    Mode mode = deployment.mode().orElse(definition.mode());
    if (mode == Mode.ONE_SHOT) {
      definition.refuseCountersInOneShot();
    }
    try (NewDirectories directories = new NewDirectories(workdir)) {
      SavedDeployment saved =
          new SavedDeployment(mode, VolumePlan.make(directories, deployment.volumes(), added));
      saved.save(workdir);
      directories.keep();
      return answer(saved);
    }
  }

  private Deployment deployment(Path workdir) throws Exception {
    DetachedReports reports = new DetachedReports();
    InvocationActivity activity =
        new InvocationActivity(
            definition, context, workdir, arguments.supervisor(), Optional.empty(), reports, log);
    if (host.isOwnProcess()) {
      activity.programs().adoptOrphans();
    }
    try {
      Deployment deployment = runtime.deploy(activity);
      Optional<String> failure = reports.failure();
      if (failure.isPresent()) {
        throw new RuntimeFailure(RuntimeFailure.Code.INTERNAL, failure.get());
      }
      return deployment;
    } finally {
      activity.end(LEFT_PATIENCE);
    }
  }

  private static List<VolumeOverride.Asked> added(Optional<String> override) throws UsageException {
    try {
      return override.map(VolumeOverride::parse).orElse(List.of());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private static String answer(SavedDeployment saved) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "startMode",
        switch (saved.mode()) {
          case SERVER -> "blocking";
          case ONE_SHOT -> "empty";
        });
    answer.put("valid", Map.of("Ok", ""));
    answer.put(
        "vols",
        saved.volumes().stream().map(volume -> new Told(volume.name(), volume.path())).toList());
    return Json.compact(answer);
  }

  /// A volume in the supervisor's format.
  private record Told(String name, String path) {}
}
