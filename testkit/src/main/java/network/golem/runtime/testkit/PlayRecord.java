package network.golem.runtime.testkit;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.PlayEvent;
import network.golem.runtime.supervisor.model.Usage;

/// Records the events of one play. The desk reports one at a time, and the last one before the play
/// returns.
final class PlayRecord implements Consumer<PlayEvent> {
  private final Map<CommandPosition, Output> outputs = new HashMap<>();
  private final List<PlayedCommand> commands = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> falseSuccesses = new ArrayList<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Usage usage = new Usage(List.of(), BigDecimal.ZERO);

  private static final class Output {
    final ExeCommand command;
    final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    Output(ExeCommand command) {
      this.command = command;
    }
  }

  @Override
  public synchronized void accept(PlayEvent event) {
    switch (event) {
      case PlayEvent.CommandBegan began ->
          outputs.put(began.position(), new Output(began.command()));
      case PlayEvent.Output output -> {
        Output command = outputs.get(output.position());
        if (command != null) {
          (output.stderr() ? command.stderr : command.stdout)
              .writeBytes(output.bytes().toByteArray());
        }
      }
      case PlayEvent.CommandEnded ended -> {
        Output command = outputs.get(ended.position());
        if (command != null) {
          commands.add(
              new PlayedCommand(
                  command.command,
                  ended.result(),
                  command.stdout.toByteArray(),
                  command.stderr.toByteArray()));
        }
      }
      case PlayEvent.Warning warning -> warnings.add(warning.sentence());
      case PlayEvent.FalseSuccess untrue -> falseSuccesses.add(untrue.sentence());
      case PlayEvent.RuntimeSaid said -> log.writeBytes(said.bytes().toByteArray());
      case PlayEvent.Ended over -> usage = over.usage();
      case PlayEvent.Began _,
          PlayEvent.StateChanged _,
          PlayEvent.Progress _,
          PlayEvent.UsageReported _,
          PlayEvent.NetworkNews _ -> {}
    }
  }

  synchronized Play finish(boolean succeeded, Path workdir) {
    List<String> said = new ArrayList<>(warnings);
    falseSuccesses.forEach(sentence -> said.add("a node reports success, but " + sentence));
    return new Play(
        succeeded, commands, usage, said, log.toString(StandardCharsets.UTF_8), workdir);
  }
}
