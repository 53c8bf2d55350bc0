package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import network.golem.runtime.supervisor.model.Debugger;

/// The runtime under test, for any kind of [Target].
final class TestedProgram implements RuntimeProgram {
  private static final Pattern SERVER_MODE = Pattern.compile("\"startMode\"\\s*:\\s*\"blocking\"");

  private final Target target;
  private final Duration patience;
  private final Surroundings surroundings;
  private final List<String> options;
  private final Shared shared;

  /// What all options of one program have in common.
  private static final class Shared {
    final List<LiveSession> sessions = new ArrayList<>();
    final Optional<Debugger> debugger = PackagedDebugging.wanted();
    volatile VolumeFiles volumes = VolumeFiles.NOT_DEPLOYED;
  }

  private TestedProgram(
      Target target,
      Duration patience,
      Surroundings surroundings,
      List<String> options,
      Shared shared) {
    this.target = target;
    this.patience = patience;
    this.surroundings = surroundings;
    this.options = options;
    this.shared = shared;
  }

  /// @param patience how long to wait for anything
  /// @param args the author's arguments before the phase
  static TestedProgram of(Target target, Duration patience, String... args) {
    Shared shared = new Shared();
    boolean debugged = target.isOwnProcess() && shared.debugger.isPresent();
    return new TestedProgram(
        target,
        debugged ? PackagedDebugging.PATIENCE : patience,
        Surroundings.create(),
        Words.checked("the arguments", args),
        shared);
  }

  @Override
  public Path workdir() {
    return surroundings.workdir();
  }

  @Override
  public TestedProgram with(String... more) {
    return with(surroundings, Words.checked("with", more));
  }

  @Override
  public TestedProgram withEnvironment(String... assignments) {
    return with(surroundings.with(Words.checked("withEnvironment", assignments)), List.of());
  }

  @Override
  public TestedProgram withConfig(String yaml) {
    surroundings.configure(target.configurationName(), yaml);
    return this;
  }

  private TestedProgram with(Surroundings around, List<String> more) {
    return new TestedProgram(
        target, patience, around, Stream.concat(options.stream(), more.stream()).toList(), shared);
  }

  @Override
  public Desk desk() {
    return new Desk(target, surroundings, options, patience);
  }

  /// @param method names the test method to Maven
  /// @param begun gets the checks that have to be ended after the test
  RuntimeChecks checks(String method, Consumer<OngoingChecks> begun) {
    return new RuntimeChecks(
        new RuntimeChecks.CheckedTarget(target, surroundings, options, patience, method, begun));
  }

  @Override
  public ProgramResult test() {
    return execute(Optional.of(Debugger.Phase.TEST), "test", words(List.of(), "test"));
  }

  @Override
  public ProgramResult offerTemplate() {
    return execute(
        Optional.of(Debugger.Phase.OFFER_TEMPLATE),
        "offer-template",
        words(List.of(), "offer-template"));
  }

  @Override
  public ProgramResult version() {
    return execute(Optional.empty(), "--version", words(List.of(), "--version"));
  }

  @Override
  public ProgramResult deploy() {
    ProgramResult deployed =
        execute(Optional.of(Debugger.Phase.DEPLOY), "deploy", words(inWorkdir(), "deploy", "--"));
    if (deployed.code() == 0) {
      shared.volumes = VolumeFiles.deployed(workdir(), deployed.stdout());
    }
    return deployed;
  }

  @Override
  public ProgramResult run(String... line) {
    List<String> command = Words.command("run", line);
    List<String> words = words(inWorkdir(), "run", "--entrypoint", command.getFirst(), "--");
    words.addAll(command.subList(1, command.size()));
    return execute(
        Optional.of(Debugger.Phase.RUN), "run '" + String.join(" ", command) + "'", words);
  }

  @Override
  public ProgramResult call(String... words) {
    List<String> line = Words.checked("call", words);
    return execute(Optional.empty(), target.name() + " " + String.join(" ", line), line);
  }

  @Override
  public RuntimeSession start(String... words) {
    RuntimeSession session = starting(words);
    CommandResult start = session.awaitStart();
    if (start.answer() instanceof Answer.Refused) {
      throw new AssertionError("Expected the runtime to start, but\n" + start);
    }
    return session;
  }

  @Override
  public RuntimeSession starting(String... words) {
    List<String> after = Words.checked("start", words);
    Optional<NetworkSocket> vpn =
        target.offersVpn() ? Optional.of(NetworkSocket.open()) : Optional.empty();
    List<String> before = new ArrayList<>(inWorkdir());
    vpn.ifPresent(socket -> before.addAll(socket.options()));
    List<String> line = words(before, "start");
    line.addAll(after);
    Execution execution =
        target.start(line, workdir(), variables(Optional.of(Debugger.Phase.START)));
    LiveSession session =
        LiveSession.open(
            execution,
            workdir(),
            shared.volumes,
            vpn,
            new DeclaredCounters(target.name(), target.counters()),
            patience);
    shared.sessions.add(session);
    return session;
  }

  /// Deploys and starts, as a supervisor does.
  RuntimeSession deployAndStart() {
    ProgramResult deployed = deploy();
    if (deployed.code() != 0) {
      throw new AssertionError("Expected deploy to succeed, but\n" + deployed);
    }
    if (!SERVER_MODE.matcher(deployed.stdout()).find()) {
      throw new AssertionError(
          "Only a runtime in server mode has a session; for one-shot mode, use a RuntimeProgram."
              + " It chose its mode here:\n"
              + deployed);
    }
    return start();
  }

  /// The sessions so far.
  List<LiveSession> sessions() {
    return List.copyOf(shared.sessions);
  }

  private List<String> inWorkdir() {
    return List.of("--workdir", workdir().toString());
  }

  private List<String> words(List<String> before, String... phase) {
    List<String> words = new ArrayList<>(before);
    words.addAll(options);
    words.addAll(List.of(phase));
    return words;
  }

  /// The variables of the process that executes a phase.
  private Map<String, String> variables(Optional<Debugger.Phase> phase) {
    Map<String, String> variables = new HashMap<>(surroundings.variables());
    if (target.isOwnProcess()) {
      shared
          .debugger
          .filter(debugger -> phase.equals(Optional.of(debugger.phase())))
          .ifPresent(debugger -> variables.putAll(PackagedDebugging.announced(debugger)));
    }
    return variables;
  }

  private ProgramResult execute(Optional<Debugger.Phase> phase, String what, List<String> words) {
    long begin = System.nanoTime();
    Execution execution = target.start(words, workdir(), variables(phase));
    CompletableFuture<byte[]> stdout = read(execution.output());
    CompletableFuture<byte[]> stderr = read(execution.errors());
    try {
      execution.input().close();
      int code = execution.exit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      return new ProgramResult(what, code, rest(stdout), rest(stderr), took);
    } catch (TimeoutException e) {
      AssertionError failure =
          new AssertionError(
              "Waited "
                  + patience.toSeconds()
                  + " s for the end of "
                  + what
                  + "; "
                  + execution.whereabouts(0),
              e);
      throw failure;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the end of " + what, e);
    } catch (ExecutionException | IOException e) {
      throw new AssertionError("The outcome of " + what + " is unknown", e);
    } finally {
      execution.destroy();
    }
  }

  private static CompletableFuture<byte[]> read(InputStream in) {
    CompletableFuture<byte[]> bytes = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("output")
        .start(() -> {
          try {
            bytes.complete(in.readAllBytes());
          } catch (IOException e) {
            bytes.completeExceptionally(e);
          }
        });
    return bytes;
  }

  /// Reads to the end, but does not wait if a process that the runtime has left behind holds the
  /// pipe open.
  private byte[] rest(CompletableFuture<byte[]> bytes)
      throws ExecutionException, InterruptedException {
    try {
      return bytes.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "(a process that it left behind holds this open)".getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public void close() {
    try {
      closeSessions();
    } finally {
      surroundings.remove();
    }
  }

  private void closeSessions() {
    AssertionError failure = null;
    for (LiveSession session : shared.sessions) {
      try {
        session.close();
      } catch (AssertionError e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
