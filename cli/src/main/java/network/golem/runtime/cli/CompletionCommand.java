package network.golem.runtime.cli;

import java.io.PrintWriter;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime completion SHELL`: prints what makes a shell complete commands and options.
@Command(
    name = "completion",
    description = "Print a script that makes a shell complete commands, options and file names.",
    footer = {
      "",
      "To install it:",
      "  echo 'source <(golem-runtime completion bash)' >> ~/.bashrc",
      "  echo 'source <(golem-runtime completion zsh)' >> ~/.zshrc",
      "  golem-runtime completion fish > ~/.config/fish/completions/golem-runtime.fish"
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class CompletionCommand implements Runnable {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  Shell shell;

  /// The shells, by the names of their programs.
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (shell) {
          case bash, zsh -> AutoComplete.bash(root.getCommandName(), root); // of use to both
          case fish -> new FishCompletion(root).script();
        });
    out.flush();
  }
}
