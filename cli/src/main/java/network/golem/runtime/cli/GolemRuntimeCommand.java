package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
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
    synopsisSubcommandLabel = "COMMAND")
public final class GolemRuntimeCommand {
  /// The commands, in the order of the help.
  private static final List<Class<?>> COMMANDS =
      List.of(
          NewCommand.class,
          RunCommand.class,
          CheckCommand.class,
          PackageCommand.class,
          InstallCommand.class,
          UninstallCommand.class,
          ListCommand.class,
          OfferCommand.class,
          SchemaCommand.class,
          CleanCommand.class,
          CompletionCommand.class,
          HelpCommand.class,
          VersionCommand.class);

  /// Commands that are about all commands.
  private static final Set<Class<?>> ABOUT_ALL = Set.of(CompletionCommand.class, HelpCommand.class);

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
    called(args).forEach(command -> line.addSubcommand(command));
    line.setOut(out);
    line.setErr(err);
    line.setExpandAtFiles(false); // an argument that begins with @ is for the runtime
    line.setParameterExceptionHandler(
        (e, _) -> complain(e.getCommandLine(), UsageErrors.sentence(e)));
    line.setExecutionExceptionHandler((e, where, _) -> {
      if (main.debug) {
        e.printStackTrace(err);
      }
      return complain(where, e instanceof ProviderException file ? file.sentence() : e.toString());
    });
    return line.execute(args);
  }

  /// The command that is called, or all commands if it is about all of them, or is not known.
  /// Reading the options of a command takes milliseconds.
  private static List<Class<?>> called(String... args) {
    return COMMANDS.stream()
        .filter(command -> args.length > 0 && name(command).equals(args[0]))
        .filter(command -> !ABOUT_ALL.contains(command))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(args.length == 1 && args[0].equals("--version") ? List.of() : COMMANDS);
  }

  /// The names of all commands.
  static List<String> names() {
    return COMMANDS.stream().map(GolemRuntimeCommand::name).toList();
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
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
