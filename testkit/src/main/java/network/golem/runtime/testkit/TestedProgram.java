package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The runtime under test, for any kind of [Target].
final class TestedProgram implements RuntimeProgram {
  private static final Pattern SERVER_MODE = Pattern.compile("\"startMode\"\\s*:\\s*\"blocking\"");

  private final Target target;
  private final Duration patience;
  private final Path workdir;
  private final List<String> options;
  private final List<LiveSession> sessions;

  private TestedProgram(
      Target target,
      Duration patience,
      Path workdir,
      List<String> options,
      List<LiveSession> sessions) {
    this.target = target;
    this.patience = patience;
    this.workdir = workdir;
    this.options = options;
    this.sessions = sessions;
  }

  /// @param patience how long to wait for anything
  /// @param args the author's arguments before the phase
  static TestedProgram of(Target target, Duration patience, String... args) {
    try {
      Path workdir = Files.createTempDirectory("workdir-").toRealPath();
      return new TestedProgram(target, patience, workdir, List.of(args), new ArrayList<>());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a workdir: " + e.getMessage(), e);
    }
  }

  @Override
  public Path workdir() {
    return workdir;
  }

  @Override
  public RuntimeProgram with(String... more) {
    return new TestedProgram(
        target,
        patience,
        workdir,
        Stream.concat(options.stream(), Stream.of(more)).toList(),
        sessions);
  }

  @Override
  public ProgramResult test() {
    return execute("test", words(List.of(), "test"));
  }

  @Override
  public ProgramResult offerTemplate() {
    return execute("offer-template", words(List.of(), "offer-template"));
  }

  @Override
  public ProgramResult version() {
    return execute("--version", words(List.of(), "--version"));
  }

  @Override
  public ProgramResult deploy() {
    return execute("deploy", words(inWorkdir(), "deploy", "--"));
  }

  @Override
  public ProgramResult run(String... line) {
    if (line.length == 0) {
      throw new IllegalArgumentException("a command needs a program: run(\"greet\", \"Ada\")");
    }
    List<String> words = words(inWorkdir(), "run", "--entrypoint", line[0], "--");
    words.addAll(List.of(line).subList(1, line.length));
    return execute("run '" + String.join(" ", line) + "'", words);
  }

  @Override
  public ProgramResult call(String... words) {
    return execute(target.name() + " " + String.join(" ", words), List.of(words));
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
    Optional<NetworkSocket> vpn =
        target.offersVpn() ? Optional.of(NetworkSocket.open()) : Optional.empty();
    List<String> before = new ArrayList<>(inWorkdir());
    vpn.ifPresent(socket -> before.addAll(socket.options()));
    List<String> line = words(before, "start");
    line.addAll(List.of(words));
    LiveSession session = LiveSession.open(target.start(line, workdir), workdir, vpn, patience);
    sessions.add(session);
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
    return List.copyOf(sessions);
  }

  private List<String> inWorkdir() {
    return List.of("--workdir", workdir.toString());
  }

  private List<String> words(List<String> before, String... phase) {
    List<String> words = new ArrayList<>(before);
    words.addAll(options);
    words.addAll(List.of(phase));
    return words;
  }

  private ProgramResult execute(String what, List<String> words) {
    long begin = System.nanoTime();
    Execution execution = target.start(words, workdir);
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
                  + execution.whereabouts(),
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
      deleteWorkdir();
    }
  }

  private void closeSessions() {
    AssertionError failure = null;
    for (LiveSession session : sessions) {
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

  private void deleteWorkdir() {
    try (Stream<Path> paths = Files.walk(workdir)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // a runtime that is still alive may write there; the system removes temporary files later
    }
  }
}
