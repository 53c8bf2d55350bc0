package network.golem.runtime.sdk.program;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.activity.ProgramActivity;
import network.golem.runtime.sdk.activity.Reports;
import network.golem.runtime.sdk.activity.SavedDeployment;
import network.golem.runtime.sdk.activity.VolumeOverride;
import network.golem.runtime.sdk.activity.VolumePlan;
import network.golem.runtime.sdk.commandline.Arguments;
import network.golem.runtime.sdk.commandline.UsageException;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.json.Json;

/// The `deploy` phase: the author's part, the volumes' directories, what is kept for later, and the
/// supervisor's answer.
record DeployPhase(
    GolemRuntime runtime, Definition definition, Arguments arguments, Context context) {

  /// Deploys into this directory.
  ///
  /// @return what the supervisor reads on standard output
  String json(Path workdir) throws Exception {
    List<String> added = added(arguments.supervisor().volumeOverride());
    Deployment deployment =
        runtime.deploy(
            new ProgramActivity(
                definition,
                context,
                workdir,
                arguments.supervisor(),
                Optional.empty(),
                Reports.NOBODY));
    Mode mode = deployment.mode().orElse(definition.mode());
    if (mode == Mode.ONE_SHOT) {
      definition.refuseCountersInOneShot();
    }
    SavedDeployment saved =
        new SavedDeployment(mode, VolumePlan.make(workdir, deployment.volumes(), added));
    saved.save(workdir);
    return answer(saved);
  }

  private static List<String> added(Optional<String> override) throws UsageException {
    try {
      return override.map(VolumeOverride::paths).orElse(List.of());
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
    answer.put("vols", saved.volumes());
    return Json.compact(answer);
  }
}
