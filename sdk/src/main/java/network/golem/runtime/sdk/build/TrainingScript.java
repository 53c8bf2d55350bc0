package network.golem.runtime.sdk.build;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.activity.SavedDeployment;
import network.golem.runtime.sdk.definition.EncodedFields;

/// An ExeScript that the author names for the training: the runtime's own `deploy` and `start`, and
/// the script's runs, one after another. Its other commands are the supervisor's, and passed over.
record TrainingScript(List<Run> runs) {

  record Run(String entryPoint, List<String> args) {}

  /// What [ScriptMain] has made of an ExeScript.
  static TrainingScript read(Path file) throws IOException {
    return new TrainingScript(
        Files.readAllLines(file).stream()
            .map(line ->
                new Run(EncodedFields.value(line, "run"), EncodedFields.values(line, "arg")))
            .toList());
  }

  /// Does the runtime's part of it: calls its phases; and in server mode, `start` serves the
  /// session that comes over this process's descriptors, which [TrainingSession] plays.
  ///
  /// @param declared the mode, unless `deploy` chooses another
  void serve(PhaseCall runtime, Mode declared, Path workdir) throws IOException {
    String directory = workdir.toString();
    runtime.play("deploy", "--workdir", directory, "deploy");
    Mode mode = SavedDeployment.load(workdir).map(SavedDeployment::mode).orElse(declared);
    if (mode == Mode.SERVER) {
      try (InputStream in = new FileInputStream(descriptor("stdin"));
          OutputStream out = new FileOutputStream(descriptor("stdout"))) {
        runtime.play("start", System.getenv(), in, out, "--workdir", directory, "start");
      }
      return;
    }
    runtime.play("start", "--workdir", directory, "start");
    for (Run run : runs) {
      List<String> words =
          new ArrayList<>(
              List.of("--workdir", directory, "run", "--entrypoint", run.entryPoint(), "--"));
      words.addAll(run.args());
      runtime.play("run " + run.entryPoint(), words.toArray(String[]::new));
    }
  }

  /// One of the pipes that the launcher of a packaged runtime would name.
  private static String descriptor(String stream) {
    return "/dev/fd/" + System.getProperty("golem.runtime." + stream);
  }
}
