package network.golem.runtime.examples.commandmode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Command;
import network.golem.runtime.sdk.Deployment;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.RuntimeDef;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.RuntimeFailure.Code;

/// A notebook in the workdir. Each call is a process of its own, so the notes are kept in a file.
/// The process's output is the command's output, and its exit code is the command's.
@RuntimeDef(
    name = "command-mode",
    version = "1.0.0",
    description = "A notebook, each command a process",
    mode = Mode.ONE_SHOT)
public final class CommandMode implements GolemRuntime {

  @Override
  public Deployment deploy(Activity activity) {
    return Deployment.of().volume("/golem/notes");
  }

  @Override
  public void start(Command start, Activity activity) {
    start.stdout().println("ready");
  }

  @Override
  public int run(Command command, Activity activity) throws IOException, RuntimeFailure {
    Path notes = activity.volumes().path("/golem/notes/all");
    switch (command.program()) {
      case "note" ->
          Files.write(
              notes,
              List.of(String.join(" ", command.arguments())),
              StandardOpenOption.CREATE,
              StandardOpenOption.APPEND);
      case "list" -> Files.readAllLines(notes).forEach(command.stdout()::println);
      case "find" -> {
        String word = command.arguments().getFirst();
        List<String> found =
            Files.readAllLines(notes).stream().filter(note -> note.contains(word)).toList();
        found.forEach(command.stdout()::println);
        return found.isEmpty() ? 1 : 0;
      }
      default ->
          throw new RuntimeFailure(
              Code.NOT_FOUND, "there are note, list and find, not " + command.program());
    }
    return 0;
  }

  static void main(String[] args) {
    GolemRuntime.launch(CommandMode::new, args);
  }
}
