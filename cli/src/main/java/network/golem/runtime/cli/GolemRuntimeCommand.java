package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import network.golem.runtime.provider.ProviderException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The `golem-runtime` command.
@Command(
    name = "golem-runtime",
    description = "Develop, package and install runtimes for Golem providers.",
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      NewCommand.class,
      RunCommand.class,
      CheckCommand.class,
      PackageCommand.class,
      InstallCommand.class,
      UninstallCommand.class,
      ListCommand.class,
      OfferCommand.class,
      SchemaCommand.class
    })
public final class GolemRuntimeCommand {
  static final int FAILED = 1;
  static final int USAGE = 2;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print a stack trace if this tool fails.")
  boolean debug;

  private GolemRuntimeCommand() {}

  /// Runs the command and exits with its exit code.
  public static void main(String[] args) {
    System.exit(
        execute(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            args));
  }

  /// Runs the command.
  ///
  /// @return its exit code
  static int execute(PrintWriter out, PrintWriter err, String... args) {
    GolemRuntimeCommand main = new GolemRuntimeCommand();
    CommandLine line = new CommandLine(main);
    line.setOut(out);
    line.setErr(err);
    line.setExpandAtFiles(false); // an argument that begins with @ is for the runtime
    line.setParameterExceptionHandler((e, _) ->
        complain(
            e.getCommandLine(), uncapitalized(String.valueOf(e.getMessage())) + "; see --help"));
    line.setExecutionExceptionHandler((e, where, _) -> {
      if (main.debug) {
        e.printStackTrace(err);
      }
      return complain(where, e instanceof ProviderException file ? file.sentence() : e.toString());
    });
    return line.execute(args);
  }

  /// picocli's message in the style of ours, which begin with a lower-case letter.
  private static String uncapitalized(String message) {
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static int complain(CommandLine where, String sentence) {
    where.getErr().println("golem-runtime: " + sentence);
    return USAGE;
  }

  /// The version of this tool's jar.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = GolemRuntimeCommand.class.getPackage().getImplementationVersion();
      return new String[] {"golem-runtime " + (version == null ? "0.0.0-dev" : version)};
    }
  }
}
