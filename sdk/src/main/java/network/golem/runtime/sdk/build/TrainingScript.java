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
import java.util.Optional;
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

  record Run(String entryPoint, List<String> args) {
    List<String> words() {
      List<String> words = new ArrayList<>(List.of("run", "--entrypoint", entryPoint, "--"));
      words.addAll(args);
      return words;
    }
  }

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
    runtime.play("deploy", words(workdir, List.of("deploy")));
  }

  private String[] words(Path workdir, List<String> phase) {
    List<String> words = new ArrayList<>(List.of("--workdir", workdir.toString()));
    if (!taskPackage.isEmpty()) {
      words.addAll(List.of("--task-package", taskPackage));
    }
    words.addAll(phase);
    return words.toArray(String[]::new);
  }

  /// Whether a runtime has been deployed for one-shot mode.
  static boolean isOneShot(Path workdir) throws IOException {
    return SavedDeployment.load(workdir)
        .filter(deployed -> deployed.mode() == Mode.ONE_SHOT)
        .isPresent();
  }

  /// Plays the runtime's part of a session, for what has been deployed: `start` serves it over this
  /// process's descriptors; [TrainingSession] is at the other end.
  void serve(PhaseCall runtime, Path workdir) throws IOException {
    try (InputStream in = new FileInputStream(descriptor("stdin"));
        OutputStream out = new FileOutputStream(descriptor("stdout"))) {
      runtime.play("start", System.getenv(), in, out, words(workdir, List.of("start")));
    }
  }

  /// Calls the phases of a runtime in one-shot mode that has been deployed. At the end, the first
  /// run that succeeds is repeated as a process does it.
  void run(PhaseCall runtime, Path workdir) throws ReflectiveOperationException {
    runtime.play("start", words(workdir, List.of("start")));
    Optional<Run> successful = Optional.empty();
    for (Run run : runs) {
      if (runtime.play("run " + run.entryPoint(), words(workdir, run.words()))) {
        successful = successful.or(() -> Optional.of(run));
      }
    }
    if (successful.isPresent()) {
      runtime.main().call(words(workdir, successful.get().words()));
    }
  }

  /// One of the pipes whose names the launcher of a packaged runtime would pass.
  private static String descriptor(String stream) {
    return "/dev/fd/" + System.getProperty("golem.runtime." + stream);
  }
}
