package network.golem.runtime.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.Debugger;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayOptions;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime run SCRIPT`: plays an ExeScript against a runtime, as a node's supervisor would.
@Command(
    name = "run",
    description =
        "Play an ExeScript against a runtime, as a node's supervisor would, and show each command's"
            + " result and the cost.",
    footer = {
      "",
      "Progress is shown on a terminal; NO_COLOR switches colours off.",
      "",
      "The exit code is 0 if every command of the script succeeded, 1 if a command or the runtime's"
          + " offer-template failed, 2 if the script could not be played, 130 after Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class RunCommand implements Callable<Integer> {
  /// The script that is read from standard input.
  private static final Path STANDARD_INPUT = Path.of("-");

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "SCRIPT",
      description = "The ExeScript, a JSON file; - for standard input.")
  Path script;

  @Option(
      names = "--runtime",
      paramLabel = "PATH",
      description =
          "The runtime: "
              + NamedRuntime.FORMS
              + " Default: the only one in target/plugins beside the script.")
  @Nullable Path runtime;

  @Mixin PluginsOption provider;

  @Option(
      names = "--workdir",
      paramLabel = "DIR",
      description =
          "The activity's directory, created if missing. Default: a temporary one, kept only on"
              + " failure.")
  @Nullable Path workdir;

  @Option(
      names = "--keep",
      description =
          "Keep a temporary workdir after success, too; 'golem-runtime clean' removes it.")
  boolean keep;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "How long each command may take, and the runtime's offer-template before them, such as"
              + " 30s, 500ms or 2m. Default: 60s for deploy and for the answer to hello, 30s for"
              + " offer-template, and no limit for the rest.")
  @Nullable Duration timeout;

  @Option(
      names = "--runtime-arg",
      paramLabel = "ARG",
      description =
          "An argument to pass to the runtime before the phase, in every call. May be repeated.")
  List<String> runtimeArgs = new ArrayList<>();

  @Mixin TermsOptions terms;

  @Option(
      names = "--explain",
      description =
          "Print the agreement that the script would be played with, as --agreement reads it, and"
              + " play nothing.")
  boolean explain;

  @Option(
      names = "--task-package",
      paramLabel = "FILE",
      description = "The image, a local file, instead of the agreement's.")
  @Nullable Path taskPackage;

  @Option(
      names = "--cache-dir",
      paramLabel = "DIR",
      description =
          "The directory in which downloaded images are cached. Default:"
              + " ~/.cache/golem-runtime/images.")
  @Nullable Path cacheDir;

  @Option(
      names = "--local-files",
      description = "Allow transfers from and to file: URLs on this machine, which a node refuses.")
  boolean localFiles;

  @Option(
      names = "--billing",
      description =
          "Bill as a node does, which reports usage once a second: usage after the last report is"
              + " not billed, and the runtime may wait for that report.")
  boolean billing;

  @Option(
      names = "--json",
      description =
          "Print results, events, state and usage exactly as a node does, one JSON object per"
              + " line.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only the commands' output and errors.")
  boolean quiet;

  @Mixin DebuggerOptions debugging;

  @Override
  public Integer call() throws ProviderException, IOException, InterruptedException {
    if (json && quiet) {
      throw new InvalidArgument(spec.commandLine(), "--json and --quiet cannot be combined");
    }
    if (provider.plugins != null && runtime == null) {
      throw new InvalidArgument(
          spec.commandLine(), "--plugins requires --runtime NAME, which is looked up there");
    }
    ExeScript commands =
        script.equals(STANDARD_INPUT) ? ExeScript.read(System.in) : ExeScript.read(script);
    if (commands.entries().isEmpty()) {
      throw new ProviderException(
          (script.equals(STANDARD_INPUT) ? "standard input" : script.toString())
              + " contains no commands, so there is nothing to play");
    }
    Path named = runtime;
    RuntimeBinary played =
        terms.priced(
            named == null ? RuntimeBinary.beside(script) : NamedRuntime.binary(named, provider));
    Optional<Agreement> agreed = terms.agreement();
    PlayOptions.FileAccess files = files();
    Optional<Debugger> debugger =
        explain ? Optional.empty() : debugging.debugger(played, timeout != null);
    ActivityDirectory directory = ActivityDirectory.of(workdir, played.name(), spec.commandLine());
    PlayOptions options =
        PlayOptions.in(directory.path())
            .withRuntimeArgs(runtimeArgs)
            .withTimeout(Optional.ofNullable(timeout))
            .withAgreement(agreed)
            .withFiles(files)
            .withBilling(billing)
            .withResults(json);
    if (explain) {
      return explain(commands, played, options, directory);
    }
    if (debugger.isPresent()) {
      options = options.withDebugger(debugger.get());
    }
    Listener listener = listener(commands.entries().size());
    NamedRuntime.doubts(played.path()).forEach(listener::warn);
    ScriptPlayer player = new ScriptPlayer(played, options, listener);
    listener.whenNobodyReads(player::cancel);
    Optional<WaitingDebuggee> debuggee =
        debugger.map(wanted -> new WaitingDebuggee(wanted, spec.commandLine().getErr()));
    boolean succeeded = false;
    try (CancelOnExit _ = new CancelOnExit(player::cancel)) {
      try {
        succeeded = player.play(commands);
      } catch (ProviderException e) {
        spec.commandLine().getErr().println("golem-runtime: " + e.sentence());
      } finally {
        debuggee.ifPresent(WaitingDebuggee::close);
        directory.leave(keep || !succeeded, spec.commandLine().getErr());
      }
    }
    return succeeded ? 0 : GolemRuntimeCommand.FAILED;
  }

  private int explain(
      ExeScript commands, RuntimeBinary played, PlayOptions options, ActivityDirectory directory)
      throws ProviderException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    try {
      NamedRuntime.doubts(played.path()).forEach(doubt -> err.println("warning: " + doubt));
      ScriptPlayer player = new ScriptPlayer(played, options, _ -> {});
      try (CancelOnExit _ = new CancelOnExit(player::cancel)) {
        Agreement agreed = player.agreement(commands, fault -> err.println("failure: " + fault));
        agreed.warnings().forEach(warning -> err.println("warning: " + warning));
        PrintWriter out = spec.commandLine().getOut();
        out.println(agreed.toJson());
        out.flush();
      }
      return 0;
    } finally {
      directory.leave(false, err);
    }
  }

  private PlayOptions.FileAccess files() {
    Path image = taskPackage;
    if (image != null && !Files.isRegularFile(image)) {
      throw new InvalidArgument(spec.commandLine(), "--task-package " + image + " is not a file");
    }
    Path cache = cacheDir;
    PlayOptions.FileAccess usual = PlayOptions.FileAccess.USUAL;
    return new PlayOptions.FileAccess(
        Optional.ofNullable(image).map(file -> file.toAbsolutePath().normalize()),
        cache == null ? usual.cache() : cache.toAbsolutePath().normalize(),
        localFiles);
  }

  private Listener listener(int commands) {
    Style style = Style.ofTerminal();
    if (json) {
      return new JsonLines(style);
    }
    return quiet ? new Quiet(style) : new Account(style, commands);
  }

  /// Reads `30s`, `500ms` or `2m`.
  static final class TimeConverter implements CommandLine.ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      String number = text.replaceFirst("(ms|s|m)$", "");
      try {
        long amount = Long.parseLong(number);
        if (amount > 0) {
          return switch (text.substring(number.length())) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> throw new NumberFormatException("no unit");
          };
        }
      } catch (NumberFormatException e) {
        // reported below, like zero
      }
      throw new CommandLine.TypeConversionException(
          "invalid time '" + text + "': expected a number with ms, s or m, such as 30s");
    }
  }
}
