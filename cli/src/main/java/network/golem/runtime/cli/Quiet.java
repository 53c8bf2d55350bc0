package network.golem.runtime.cli;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.supervisor.model.CommandPosition;
import network.golem.runtime.supervisor.model.ExeCommand;
import network.golem.runtime.supervisor.model.ExeResult;
import network.golem.runtime.supervisor.model.PlayEvent;

/// Prints only the commands' output, unchanged, to standard output and standard error, and errors.
final class Quiet extends Listener {
  private final Map<CommandPosition, ExeCommand> commands = new HashMap<>();

  /// The standard output of deploy, which is its answer to the supervisor.
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

  Quiet(Style style) {
    super(style);
  }

  @Override
  void print(PlayEvent event) {
    switch (event) {
      case PlayEvent.CommandBegan begun -> {
        commands.put(begun.position(), begun.command());
        answer.reset();
      }
      case PlayEvent.Output output -> {
        Bytes bytes = output.bytes();
        if (!output.stderr() && commands.get(output.position()) instanceof ExeCommand.Deploy) {
          answer.writeBytes(bytes.toByteArray());
        } else {
          (output.stderr() ? err : out).write(bytes.toByteArray(), 0, bytes.length());
        }
      }
      case PlayEvent.CommandEnded ended -> failed(ended.position(), ended.result());
      case PlayEvent.Warning warning -> warn(warning.sentence());
      case PlayEvent.FalseSuccess untrue -> falseSuccess(untrue);
      case PlayEvent.RuntimeSaid text -> runtimeSaid(text.bytes());
      case PlayEvent.Began _,
          PlayEvent.StateChanged _,
          PlayEvent.Progress _,
          PlayEvent.UsageReported _,
          PlayEvent.NetworkNews _,
          PlayEvent.Ended _ -> {}
    }
  }

  private void failed(CommandPosition position, ExeResult result) {
    ExeCommand command = commands.remove(position);
    if (command != null && result.message().isPresent()) {
      if (command instanceof ExeCommand.Deploy) {
        out.writeBytes(
            answer.toByteArray()); // then it is not an answer, but may contain the reason
      }
      out.flush();
      endRuntimesLine();
      List<String> lines = failure(result);
      err.println(
          style.bad(command.name() + " " + command.details()).strip() + ": " + lines.getFirst());
      lines.stream().skip(1).forEach(line -> err.println("  " + line));
    }
  }
}
