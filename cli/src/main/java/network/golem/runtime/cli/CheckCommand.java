package network.golem.runtime.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import network.golem.runtime.conformance.CheckOptions;
import network.golem.runtime.conformance.CheckReport;
import network.golem.runtime.conformance.CheckRun;
import network.golem.runtime.conformance.CheckSelection;
import network.golem.runtime.conformance.JunitFile;
import network.golem.runtime.conformance.KnownFailures;
import network.golem.runtime.conformance.RuntimeNotStarted;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.ProfileException;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `golem-runtime check RUNTIME`: checks a runtime in any language against the published protocol.
@Command(
    name = "check",
    description =
        "Check whether a runtime, in whatever language it is written, does what the published"
            + " protocol requires.",
    footer = {
      "",
      "The exit code is 0 if no requirement is violated, 1 if one is, 2 if the arguments are"
          + " invalid, 3 if the runtime cannot be started, 130 after Ctrl-C. A violated \"should\""
          + " counts only with --strict."
    },
    mixinStandardHelpOptions = true,
    versionProvider = GolemRuntimeCommand.Version.class)
final class CheckCommand implements Callable<Integer> {
  static final int NOT_STARTED = 3;
  private static final int CANCELLED = 130;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "RUNTIME",
      arity = "0..1",
      description =
          "The runtime: its binary, its descriptor, a directory that contains one, or the name"
              + " under which it is installed.")
  @Nullable Path runtime;

  @Mixin PluginsOption provider;

  @Option(
      names = "--profile",
      paramLabel = "FILE",
      description =
          "What the runtime can be asked to do, a JSON file. Default: check.json in the runtime's"
              + " directory or project; without one, a few usual commands are tried.")
  @Nullable Path profile;

  @Option(
      names = "--only",
      paramLabel = "WHAT",
      description =
          "Execute only these checks: an ID, a group, a requirement such as RUN-2, or a pattern"
              + " such as 'run.end*'. May be repeated.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--skip",
      paramLabel = "WHAT",
      description = "Do not execute these checks. May be repeated.")
  List<String> skip = new ArrayList<>();

  @Option(names = "--list", description = "Print all checks, or those selected, and exit.")
  boolean list;

  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = "Print what a check or a requirement is about, and exit.")
  @Nullable String explain;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many checks to execute at the same time. Default: 1.")
  int jobs = 1;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = RunCommand.TimeConverter.class,
      description =
          "How long to wait for something that must happen, such as 30s. Default: 20s. A shorter"
              + " time finds failures earlier, and may find some that are none.")
  Duration timeout = CheckOptions.USUAL_PATIENCE;

  @Option(names = "--strict", description = "Let a violated \"should\" fail the run, too.")
  boolean strict;

  @Option(
      names = "--known-failures",
      paramLabel = "FILE",
      description =
          "Failures that are expected. They do not fail the run; an entry whose check passes does.")
  @Nullable Path knownFailures;

  @Option(
      names = "--fix",
      description = "Write the failures of this run to the file of --known-failures.")
  boolean fix;

  @Option(names = "--junit", paramLabel = "FILE", description = "Write a report in JUnit's XML.")
  @Nullable Path junit;

  @Option(names = "--json", description = "Print one JSON object per check, and a summary.")
  boolean json;

  @Option(
      names = "--runtime-arg",
      paramLabel = "ARG",
      description =
          "An argument to pass to the runtime before the phase, in every call. May be repeated.")
  List<String> runtimeArgs = new ArrayList<>();

  @Option(
      names = "--task-package",
      paramLabel = "FILE",
      description = "The image, for a runtime that needs one. Default: an empty file.")
  @Nullable Path taskPackage;

  @Override
  public Integer call() throws ProviderException, InterruptedException {
    CheckSelection selection = selection();
    PrintWriter out = spec.commandLine().getOut();
    if (explain != null) {
      return explain(explain, out);
    }
    if (list) {
      CheckText.list(CheckRun.all().stream().filter(selection).toList(), json, out);
      return 0;
    }
    Path named = runtime;
    if (named == null) {
      throw new ParameterException(spec.commandLine(), "missing required parameter: 'RUNTIME'");
    }
    if (jobs < 1) {
      throw new InvalidArgument(spec.commandLine(), "--jobs must be at least 1, not " + jobs);
    }
    if (fix && knownFailures == null) {
      throw new InvalidArgument(spec.commandLine(), "--fix needs --known-failures FILE");
    }
    if (taskPackage != null && !Files.isRegularFile(taskPackage)) {
      throw new InvalidArgument(
          spec.commandLine(), "--task-package " + taskPackage + " is not a file");
    }
    RuntimeBinary checked = NamedRuntime.binary(named, provider);
    try {
      return check(named, checked, selection, out);
    } catch (ProfileException e) {
      return complain(e.sentence(), GolemRuntimeCommand.USAGE);
    } catch (RuntimeNotStarted e) {
      return complain(e.sentence(), NOT_STARTED);
    }
  }

  private int check(Path named, RuntimeBinary checked, CheckSelection selection, PrintWriter out)
      throws ProfileException, RuntimeNotStarted, InterruptedException {
    KnownFailures known = knownFailures();
    Path image = taskPackage;
    CheckOptions options =
        CheckOptions.of(profile(named, checked))
            .withRuntimeArgs(runtimeArgs)
            .withTaskPackage(Optional.ofNullable(image).map(Path::toAbsolutePath))
            .select(selection)
            .withJobs(jobs)
            .withPatience(timeout);
    CheckAccount account =
        json
            ? new CheckJson(known, strict, out)
            : new CheckText(known, strict, Style.ofTerminal(), reproduction(named), out);
    CheckRun run = new CheckRun(checked, options, account);
    try (CancelOnExit _ = new CancelOnExit(run::cancel)) {
      CheckReport report = run.run();
      if (junit != null) {
        JunitFile.write(junit, report, known);
      }
      if (fix && knownFailures != null) {
        known = known.fixed(report);
        known.write(knownFailures);
      }
      account.summary(report, known);
      return known.fails(report, strict) ? GolemRuntimeCommand.FAILED : 0;
    } catch (CancellationException _) {
      return CANCELLED; // what was not checked is neither reported nor written
    }
  }

  private KnownFailures knownFailures() throws ProfileException {
    Path file = knownFailures;
    if (file == null) {
      return KnownFailures.none();
    }
    if (fix) {
      return KnownFailures.readIfExists(file);
    }
    if (Files.notExists(file)) {
      throw new ProfileException(
          "--known-failures "
              + file
              + " does not exist; --fix creates it from this run's failures");
    }
    return KnownFailures.read(file);
  }

  private CheckSelection selection() {
    try {
      return CheckSelection.of(only, skip);
    } catch (ProfileException e) {
      throw new InvalidArgument(spec.commandLine(), e.sentence());
    }
  }

  private CheckProfile profile(Path named, RuntimeBinary checked) throws ProfileException {
    Path given = profile;
    return given == null ? CheckProfile.beside(named, checked.path()) : CheckProfile.read(given);
  }

  /// The command that executes one check again.
  private String reproduction(Path named) {
    StringBuilder command = new StringBuilder("golem-runtime check");
    if (provider.plugins != null) {
      command.append(" --plugins ").append(CheckText.quoted(provider.plugins.toString()));
    }
    if (profile != null) {
      command.append(" --profile ").append(CheckText.quoted(profile.toString()));
    }
    if (taskPackage != null) {
      command.append(" --task-package ").append(CheckText.quoted(taskPackage.toString()));
    }
    for (String arg : runtimeArgs) {
      command.append(" --runtime-arg=").append(CheckText.quoted(arg));
    }
    return command + " --only %s " + CheckText.quoted(named.toString()).replace("%", "%%");
  }

  private int explain(String id, PrintWriter out) {
    List<CheckDescription> checks = CheckRun.all();
    Optional<CheckDescription> check =
        checks.stream().filter(each -> each.id().equals(id)).findFirst();
    if (check.isPresent()) {
      CheckText.explain(check.get(), out);
      return 0;
    }
    if (CheckText.explainRequirement(id, checks, out)) {
      return 0;
    }
    throw new InvalidArgument(
        spec.commandLine(), "there is no check or requirement '" + id + "'; --list prints all");
  }

  private int complain(String sentence, int code) {
    spec.commandLine().getErr().println("golem-runtime: " + sentence);
    return code;
  }
}
