package network.golem.runtime.sdk.invocation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.GolemRuntime;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.activity.DetachedReports;
import network.golem.runtime.sdk.activity.InvocationActivity;
import network.golem.runtime.sdk.activity.InvocationContext;
import network.golem.runtime.sdk.activity.Reports;
import network.golem.runtime.sdk.activity.SavedDeployment;
import network.golem.runtime.sdk.commandline.ArgumentParser;
import network.golem.runtime.sdk.commandline.Arguments;
import network.golem.runtime.sdk.commandline.AuthorOptions;
import network.golem.runtime.sdk.commandline.Phase;
import network.golem.runtime.sdk.commandline.UsageException;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.definition.DefinitionException;
import network.golem.runtime.sdk.host.Host;
import network.golem.runtime.sdk.messages.Failures;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.server.RuntimeServer;

/// One call of a runtime's executable, from its command line to its exit code.
public final class Invocation {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Function<Context, GolemRuntime> maker;
  private final Definition definition;
  private final Arguments arguments;
  private final Path dataDirectory;
  private final Host host;
  private final Log log;

  private Invocation(
      Function<Context, GolemRuntime> maker,
      Definition definition,
      Arguments arguments,
      Path dataDirectory,
      Host host,
      Log log) {
    this.maker = maker;
    this.definition = definition;
    this.arguments = arguments;
    this.dataDirectory = dataDirectory;
    this.host = host;
    this.log = log;
  }

  /// Executes the command line.
  ///
  /// @return the exit code
  public static <D> int run(Source<D> source, List<String> words, Host host) {
    D defining;
    Log unnamed = new Log(host.err(), "runtime", host.environment(), host.logBook());
    try {
      defining = source.definition().get();
    } catch (DefinitionException e) {
      unnamed.say(e.sentence());
      return FAILED;
    } catch (RuntimeException | Error e) {
      unnamed.failure("the definition could not be created", e);
      return FAILED;
    }
    Log log = unnamed.named(Definition.nameOf(defining.getClass()));
    try {
      Definition definition = Definition.of(defining.getClass());
      AuthorOptions options = AuthorOptions.of(defining.getClass());
      Arguments arguments = ArgumentParser.parse(options, definition.strictOptions(), words);
      Arguments.Request request = arguments.request();
      if (request instanceof Arguments.Request.Run(Phase phase)) {
        arguments.warnings().forEach(log::say);
        options.apply(defining, arguments.authorWords());
        Identity identity = Identity.of(defining, definition, host.environment());
        return new Invocation(
                context -> source.runtime().apply(defining, context),
                identity.definition(),
                arguments,
                identity.dataDirectory(),
                host,
                log.named(identity.definition().name()))
            .run(phase);
      }
      return print(
          request instanceof Arguments.Request.Help
              ? AuthorOptions.help(defining, definition.name(), definition.description())
              : definition.name() + " " + definition.version() + System.lineSeparator(),
          host,
          log);
    } catch (UsageException e) {
      log.say(e.sentence());
      return USAGE;
    } catch (DefinitionException e) {
      log.say(e.sentence());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private int run(Phase phase) throws UsageException, InterruptedException {
    try {
      return switch (phase) {
        case TEST -> {
          host.keepLog(Optional.empty(), definition.name(), log);
          Context context = context(definition.mode());
          maker.apply(context).test(context);
          yield 0;
        }
        case OFFER_TEMPLATE -> {
          host.keepLog(Optional.empty(), definition.name(), log);
          Context context = context(definition.mode());
          yield print(
              OfferTemplate.json(definition, maker.apply(context).offer(context))
                  + System.lineSeparator(),
              host,
              log);
        }
        case DEPLOY -> {
          Path workdir = workdir();
          Context context = context(definition.mode());
          yield print(
              new DeployPhase(maker.apply(context), definition, arguments, context, log, host)
                  .json(workdir),
              host,
              log);
        }
        case START -> start(workdir());
        case RUN -> runByItself();
      };
    } catch (UsageException | InterruptedException e) {
      throw e;
    } catch (
        Throwable
            e) { // whatever the author's code throws, the operator gets a line and an exit code
      log.failure(phase.word() + " failed", e);
      return FAILED;
    }
  }

  private int start(Path workdir) throws Exception {
    Optional<SavedDeployment> deployment;
    try {
      deployment = SavedDeployment.load(workdir);
    } catch (IOException e) {
      return serve(new FailedRuntime(e), context(Mode.SERVER), workdir, Optional.empty());
    }
    Mode mode = deployment.map(SavedDeployment::mode).orElse(definition.mode());
    InvocationContext context = context(mode);
    if (mode == Mode.ONE_SHOT) {
      return oneShot(context, workdir, deployment, () -> {}).start(phaseArguments(mode));
    }
    return serve(runtimeForServer(context), context, workdir, deployment);
  }

  private GolemRuntime runtimeForServer(InvocationContext context) {
    try {
      return maker.apply(context);
    } catch (RuntimeException | Error e) {
      return new FailedRuntime(e);
    }
  }

  private int serve(
      GolemRuntime runtime,
      InvocationContext context,
      Path workdir,
      Optional<SavedDeployment> deployment)
      throws InterruptedException {
    RuntimeServer server = new RuntimeServer(definition, host, log);
    return server.serve(
        runtime, activity(context, workdir, deployment, server), phaseArguments(context.mode()));
  }

  private int runByItself() throws Exception {
    if (arguments.supervisor().workdir().isPresent()) {
      return runIn(workdir(), () -> {});
    }
    host.keepLog(Optional.empty(), definition.name(), log);
    Path temporary = Files.createTempDirectory(definition.name() + "-");
    try {
      return runIn(temporary, () -> deleteTree(temporary));
    } catch (Exception | Error e) {
      deleteTree(temporary);
      throw e;
    }
  }

  private int runIn(Path workdir, Runnable afterwards) throws Exception {
    Optional<SavedDeployment> deployment = SavedDeployment.load(workdir);
    Mode mode = deployment.map(SavedDeployment::mode).orElse(definition.mode());
    return oneShot(context(mode), workdir, deployment, afterwards)
        .run(arguments.entrypoint(), phaseArguments(mode));
  }

  private OneShot oneShot(
      InvocationContext context,
      Path workdir,
      Optional<SavedDeployment> deployment,
      Runnable afterwards) {
    DetachedReports reports = new DetachedReports();
    InvocationActivity activity = activity(context, workdir, deployment, reports);
    return new OneShot(maker.apply(context), activity, reports, host, log, afterwards);
  }

  private InvocationContext context(Mode mode) {
    return new InvocationContext(
        definition, mode, phaseArguments(mode), host.environment(), dataDirectory, log::say);
  }

  private InvocationActivity activity(
      InvocationContext context,
      Path workdir,
      Optional<SavedDeployment> deployment,
      Reports reports) {
    InvocationActivity activity =
        new InvocationActivity(
            definition, context, workdir, arguments.supervisor(), deployment, reports, log);
    if (host.isOwnProcess()) {
      activity.programs().adoptOrphans();
    }
    return activity;
  }

  private Path workdir() throws UsageException {
    String word =
        arguments
            .supervisor()
            .workdir()
            .orElseThrow(
                () -> new UsageException("no workdir given; put --workdir DIR before the phase"));
    Path workdir = Path.of(word).toAbsolutePath().normalize();
    if (!Files.isDirectory(workdir)) {
      throw new UsageException("--workdir must be an existing directory, not '" + word + "'");
    }
    host.keepLog(Optional.of(workdir.resolve("logs")), definition.name(), log);
    return workdir;
  }

  private static int print(String text, Host host, Log log) {
    PrintStream out = new PrintStream(host.out(), false, StandardCharsets.UTF_8);
    out.print(text);
    out.flush();
    if (out.checkError()) {
      log.say("cannot write to standard output");
      return FAILED;
    }
    return 0;
  }

  /// The requestor's arguments. The supervisor adds a leading `--`, except to `start` in server
  /// mode, where it is therefore the requestor's own.
  private List<String> phaseArguments(Mode mode) {
    List<String> words = arguments.requestorWords();
    boolean own =
        mode == Mode.SERVER
            && arguments.request() instanceof Arguments.Request.Run(Phase phase)
            && phase == Phase.START;
    return !own && !words.isEmpty() && words.getFirst().equals("--")
        ? words.subList(1, words.size())
        : words;
  }

  private void deleteTree(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (var paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      log.say("cannot remove the temporary directory " + directory + ": " + Failures.text(e));
    }
  }
}
