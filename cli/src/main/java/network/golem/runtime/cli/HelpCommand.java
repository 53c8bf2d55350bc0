package network.golem.runtime.cli;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime help COMMAND`: shows the same as `golem-runtime COMMAND --help`.
@Command(name = "help", description = "Show the help of a command.", helpCommand = true)
final class HelpCommand implements Runnable {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      completionCandidates = Names.class,
      description = "The command.")
  @Nullable String command;

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    CommandLine shown = command == null ? root : root.getSubcommands().get(command);
    if (shown == null) {
      throw UsageErrors.unknownCommand(root, String.valueOf(command));
    }
    shown.usage(spec.commandLine().getOut());
  }

  /// The names of all commands, for completion.
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return GolemRuntimeCommand.names().iterator();
    }
  }
}
