package network.golem.runtime.supervisor.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.golem.runtime.protocol.environment.OperatorEnvironment;

/// A process of the runtime in a session of its own, together with all processes that it starts
/// there. Signalling and metering the whole group therefore affect nothing else, and Ctrl-C at the
/// terminal reaches only the supervisor.
///
/// The program `setsid` creates the session and then becomes the runtime. If it is not installed,
/// the process shares our session, and only the process itself and its descendants are known.
public final class RuntimeProcess {
  private static final String SETSID = "setsid";
  private static final long LOOK_AGAIN_MILLIS = 10;
  private static final Duration DEATH = Duration.ofSeconds(1);

  private final Process process;
  private final boolean ownSession;

  private RuntimeProcess(Process process, boolean ownSession) {
    this.process = process;
    this.ownSession = ownSession;
  }

  /// Starts a runtime. Its standard streams are pipes.
  ///
  /// @param line the executable and its arguments
  /// @param environment added to the environment that the operator has set
  public static RuntimeProcess start(
      List<String> line, Path workdir, Map<String, String> environment) throws IOException {
    Optional<Path> setsid = setsid();
    List<String> whole = new ArrayList<>();
    setsid.ifPresent(program -> whole.add(program.toString()));
    whole.addAll(line);
    ProcessBuilder builder = new ProcessBuilder(whole).directory(workdir.toFile());
    OperatorEnvironment.restore(builder.environment());
    builder.environment().putAll(environment);
    return new RuntimeProcess(builder.start(), setsid.isPresent());
  }

  /// Whether runtimes get sessions of their own on this machine.
  public static boolean hasOwnSessions() {
    return setsid().isPresent();
  }

  private static Optional<Path> setsid() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(directory -> Path.of(directory, SETSID))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public Process process() {
    return process;
  }

  /// Completes with its exit code when it has ended. A thread of its own waits for that:
  /// `Process.onExit` needs one of the common pool, which has a single one on two cores, and the
  /// test that plays may occupy that.
  public CompletableFuture<Integer> exit() {
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    var _ =
        Thread.ofPlatform()
            .daemon()
            .name("exit")
            .start(() -> {
              try {
                exit.complete(process.waitFor());
              } catch (InterruptedException e) {
                exit.completeExceptionally(e); // nobody interrupts it
              }
            });
    return exit;
  }

  /// All processes of the runtime that are alive, including itself.
  public List<ProcessHandle> all() {
    if (ownSession && ProcessTable.isAvailable()) {
      return ProcessTable.ofSession(process.pid()).stream()
          .map(ProcessTable.Entry::pid)
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .toList();
    }
    return Stream.concat(
            Stream.of(process.toHandle()).filter(ProcessHandle::isAlive), process.descendants())
        .toList();
  }

  /// Ends all of them: SIGTERM, then SIGKILL to those that are still alive after `grace`.
  ///
  /// @return the processes that were alive
  public List<ProcessHandle> end(Duration grace) throws InterruptedException {
    List<ProcessHandle> alive = all();
    alive.forEach(ProcessHandle::destroy);
    if (!awaitNobody(grace)) {
      all().forEach(ProcessHandle::destroyForcibly);
      boolean _ = awaitNobody(DEATH); // a process that survives SIGKILL is stuck in the kernel
    }
    return alive;
  }

  /// Polls, because a process can only wait for its own children. An orphan that is not reaped (in
  /// a container, for example) stays a zombie forever, which counts as ended.
  ///
  /// @return whether none is left
  boolean awaitNobody(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!all().isEmpty()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
    return process.waitFor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
  }
}
