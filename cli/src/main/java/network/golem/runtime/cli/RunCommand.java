package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.golem.runtime.provider.MalformedFileException;
import network.golem.runtime.supervisor.ExeScript;
import network.golem.runtime.supervisor.PlayOptions;
import network.golem.runtime.supervisor.RuntimeBinary;
import network.golem.runtime.supervisor.ScriptPlayer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime run SCRIPT`: plays an ExeScript against a runtime, as a node's supervisor would.
@Command(
    name = "run",
    description =
        "Play an ExeScript against a runtime, as a node's supervisor would, and show what it does"
            + " and costs.",
    footer = {
      "",
      "The exit code is 0 when every command of the script succeeded, 1 when one failed,",
      "2 when there was nothing to play, 130 after Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RunCommand implements Callable<Integer> {
  /// How long an exit waits for the runtime's end: its own deadline, and then force.
  private static final long EXIT_SECONDS = 8;

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "SCRIPT", description = "The ExeScript, a JSON file.")
  Path script;

  @Option(
      names = "--runtime",
      paramLabel = "PATH",
      description =
          "The runtime's binary or its descriptor. Default: the one descriptor in target/plugins"
              + " beside the script.")
  @Nullable Path runtime;

  @Option(
      names = "--workdir",
      paramLabel = "DIR",
      description =
          "The activity's directory, made where it is missing. Default: a temporary one, kept only"
              + " on failure.")
  @Nullable Path workdir;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description =
          "How long each command may take, such as 30s, 500ms or 2m. Default: 60s for deploy and"
              + " for the answer to hello, and no limit for the rest.")
  @Nullable Duration timeout;

  @Option(
      names = "--runtime-arg",
      paramLabel = "WORD",
      description = "A word for the runtime, in every call, before the phase. May be repeated.")
  List<String> runtimeArgs = new ArrayList<>();

  @Override
  public Integer call() throws MalformedFileException, IOException, InterruptedException {
    ExeScript commands = ExeScript.read(script);
    Path named = runtime;
    RuntimeBinary played = named == null ? RuntimeBinary.beside(script) : RuntimeBinary.at(named);
    Path directory = directory(played);
    PlayOptions options = new PlayOptions(directory, runtimeArgs, Optional.ofNullable(timeout));
    Account account = new Account(Style.ofTerminal(), commands.commands().size());
    ScriptPlayer player = new ScriptPlayer(played, options, account);
    account.whenNobodyReads(player::cancel);
    CountDownLatch over = cancelOnExit(player);
    boolean succeeded = false;
    try {
      succeeded = player.play(commands);
    } finally {
      if (workdir == null) {
        forget(directory, succeeded);
      }
      over.countDown();
    }
    return succeeded ? 0 : Main.FAILED;
  }

  private Path directory(RuntimeBinary played) throws IOException {
    Path given = workdir;
    if (given == null) {
      return Files.createTempDirectory("golem-" + played.name() + "-");
    }
    Path absolute = given.toAbsolutePath().normalize();
    if (Files.exists(absolute) && !Files.isDirectory(absolute)) {
      throw new ParameterException(
          spec.commandLine(), "--workdir must be a directory, and " + given + " is none");
    }
    try {
      return Files.createDirectories(absolute);
    } catch (FileSystemException e) {
      String reason = e instanceof AccessDeniedException ? "Permission denied" : e.getReason();
      throw new ParameterException(
          spec.commandLine(),
          "--workdir " + given + " cannot be made" + (reason == null ? "" : ": " + reason));
    }
  }

  /// On Ctrl-C, the runtime is ended before this process goes.
  private static CountDownLatch cancelOnExit(ScriptPlayer player) {
    CountDownLatch over = new CountDownLatch(1);
    Thread cancel =
        new Thread(
            () -> {
              player.cancel();
              try {
                boolean _ = over.await(EXIT_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the exit goes on without it
              }
            },
            "cancel");
    Runtime.getRuntime().addShutdownHook(cancel);
    return over;
  }

  private void forget(Path directory, boolean succeeded) {
    if (!succeeded) {
      spec.commandLine().getErr().println("golem-runtime: the workdir was kept: " + directory);
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println(
              "golem-runtime: the workdir "
                  + directory
                  + " could not be removed: "
                  + e.getMessage());
    }
  }

  /// `30s`, `500ms`, `2m`.
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
        // said below, as for zero
      }
      throw new CommandLine.TypeConversionException(
          "a time is a number with ms, s or m, such as 30s, not '" + text + "'");
    }
  }
}
