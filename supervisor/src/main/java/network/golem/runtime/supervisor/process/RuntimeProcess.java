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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import network.golem.runtime.protocol.environment.OperatorEnvironment;

/// A process of the runtime, in a session of its own, with all that it has started there: so that
/// what is done to the whole group (signals, metering) touches nobody else, and a Ctrl-C at the
/// terminal reaches the supervisor alone.
///
/// The session is made by the program `setsid`, which becomes the runtime. Where there is none, the
/// process shares ours, and only itself and its descendants are known.
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
  /// @param line program and arguments
  /// @param environment added to what whoever called this program had set
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

  /// Whether runtimes get a session of their own here.
  public static boolean hasOwnSessions() {
    return setsid().isPresent();
  }

  private static Optional<Path> setsid() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, SETSID))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public Process process() {
    return process;
  }

  /// All processes of the runtime that live now, itself included.
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

  /// Ends all of them: SIGTERM, then SIGKILL to those that are left after `grace`.
  ///
  /// @return those that were alive
  public List<ProcessHandle> end(Duration grace) throws InterruptedException {
    List<ProcessHandle> alive = all();
    alive.forEach(ProcessHandle::destroy);
    if (!awaitNobody(grace)) {
      all().forEach(ProcessHandle::destroyForcibly);
      boolean _ = awaitNobody(DEATH); // who survives SIGKILL is stuck in the kernel
    }
    return alive;
  }

  /// Looks again and again, as only one's own children can be waited for; and an orphan that nobody
  /// reaps (in a container, say) stays a zombie for ever, which is as good as ended.
  ///
  /// @return whether nobody is left
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
