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
///
/// @param taskPackage the package that is deployed; empty if there is none
record TrainingScript(String taskPackage, List<Run> runs) {
  // the names of a line's first field
  static final String TASK_PACKAGE = "task-package";
  static final String RUN = "run";

  record Run(String entryPoint, List<String> args) {}

  /// Reads the output of [ScriptMain].
  static TrainingScript read(Path file) throws IOException {
    String taskPackage = "";
    List<Run> runs = new ArrayList<>();
    for (String each : Files.readAllLines(file)) {
      EncodedFields line = EncodedFields.read(each);
      if (line.values(RUN).isEmpty()) {
        taskPackage = line.value(TASK_PACKAGE);
      } else {
        runs.add(new Run(line.value(RUN), line.values("arg")));
      }
    }
    return new TrainingScript(taskPackage, runs);
  }

  /// Calls the runtime's own `deploy`.
  void deploy(PhaseCall runtime, Path workdir) {
    play(runtime, "deploy", workdir, "deploy");
  }

  private void play(PhaseCall runtime, String what, Path workdir, String... phase) {
    runtime.play(what, words(workdir, phase));
  }

  private String[] words(Path workdir, String... phase) {
    List<String> words = new ArrayList<>(List.of("--workdir", workdir.toString()));
    if (!taskPackage.isEmpty()) {
      words.addAll(List.of("--task-package", taskPackage));
    }
    words.addAll(List.of(phase));
    return words.toArray(String[]::new);
  }

  /// Plays the runtime's part: calls its phases. In server mode, `start` serves the session over
  /// this process's descriptors; [TrainingSession] is at the other end.
  ///
  /// @param declared the mode, unless `deploy` chooses another one
  void serve(PhaseCall runtime, Mode declared, Path workdir) throws IOException {
    deploy(runtime, workdir);
    Mode mode = SavedDeployment.load(workdir).map(SavedDeployment::mode).orElse(declared);
    if (mode == Mode.SERVER) {
      try (InputStream in = new FileInputStream(descriptor("stdin"));
          OutputStream out = new FileOutputStream(descriptor("stdout"))) {
        runtime.play("start", System.getenv(), in, out, words(workdir, "start"));
      }
      return;
    }
    play(runtime, "start", workdir, "start");
    for (Run run : runs) {
      List<String> words = new ArrayList<>(List.of("run", "--entrypoint", run.entryPoint(), "--"));
      words.addAll(run.args());
      play(runtime, "run " + run.entryPoint(), workdir, words.toArray(String[]::new));
    }
  }

  /// One of the pipes whose names the launcher of a packaged runtime would pass.
  private static String descriptor(String stream) {
    return "/dev/fd/" + System.getProperty("golem.runtime." + stream);
  }
}
