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

/// An ExeScript that the author provides for the training: calls the runtime's own `deploy` and
/// `start`, and then plays the script's runs, one after another. Other commands concern the
/// supervisor, and are skipped.
record TrainingScript(List<Run> runs) {

  record Run(String entryPoint, List<String> args) {}

  /// Reads the output of [ScriptMain].
  static TrainingScript read(Path file) throws IOException {
    return new TrainingScript(
        Files.readAllLines(file).stream()
            .map(EncodedFields::read)
            .map(line -> new Run(line.value("run"), line.values("arg")))
            .toList());
  }

  /// Plays the runtime's part: calls its phases. In server mode, `start` serves the session over
  /// this process's descriptors; [TrainingSession] is at the other end.
  ///
  /// @param declared the mode, unless `deploy` chooses another one
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

  /// One of the pipes whose names the launcher of a packaged runtime would pass.
  private static String descriptor(String stream) {
    return "/dev/fd/" + System.getProperty("golem.runtime." + stream);
  }
}
