package network.golem.runtime.sdk.processes;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import network.golem.runtime.sdk.Child;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.posix.Signal;
import network.golem.runtime.sdk.processes.ending.Sweep;
import network.golem.runtime.sdk.processes.ending.Warden;
import network.golem.runtime.sdk.processes.running.StartedProgram;
import network.golem.runtime.sdk.processes.starting.CannotStart;
import network.golem.runtime.sdk.processes.starting.ProgramCall;
import network.golem.runtime.sdk.processes.table.Mark;
import org.jspecify.annotations.Nullable;

/// All programs that a runtime executes. Nothing is loaded or started before the first, unless they
/// are prepared for.
///
/// Programs stay in the process group of the supervisor, which bills processor time by that group.
/// So they are found by a [Mark] and by descent.
public final class Programs {
  private static final String OVER = "the runtime has ended and cannot execute programs";

  private final Path directory;
  private final Log log;

  private final Set<String> spared = ConcurrentHashMap.newKeySet();
  private final AtomicLong children = new AtomicLong();

  /// Whether orphans among the programs' descendants are adopted by this process.
  private volatile boolean ownProcess;

  /// Set once, under the monitor. It is read without: if it is `null`, it is read again under the
  /// monitor before a program is started, and otherwise there are no programs yet.
  private volatile @Nullable Equipment equipment;

  @GuardedBy("this")
  private @Nullable Warden warden;

  /// Set once, without the monitor. A program that is started at the same time is ended by the
  /// thread that starts it.
  private volatile boolean closed;

  private volatile boolean ending;

  /// @param directory the default working directory of programs
  public Programs(Path directory, Log log) {
    this.directory = directory;
    this.log = log;
  }

  /// Declares that this process belongs to the runtime and has no other children: from the first
  /// program on, it adopts every descendant of a program that loses its parent.
  public void adoptOrphans() {
    ownProcess = true;
  }

  /// Makes what the first program needs, on this thread. If that is not possible, the first program
  /// says why.
  public void prepare() {
    try {
      equipment().starter().warmUp();
    } catch (IOException | RuntimeException | OutOfMemoryError _) {
      // the runtime has ended meanwhile, or the first program tries again
    }
  }

  /// Whether nothing is left to be prepared: by [#prepare()], or because there has been a program.
  public boolean arePrepared() {
    return equipment != null;
  }

  /// The programs of one owner.
  ///
  /// @param owner unique, and not a prefix of another owner, because it ends with a full stop
  public ProgramGroup group(String owner) {
    return new ProgramGroup(this, owner);
  }

  /// Starts a child of the runtime.
  ///
  /// @param fail called with the reason if the runtime has failed
  /// @throws RuntimeFailure if it cannot be started
  public Child spawn(ProcessBuilder builder, Consumer<String> fail) throws RuntimeFailure {
    String owner = "child-" + children.incrementAndGet() + ".";
    StartedProgram program = start(owner, ProgramCall.Outputs.MAY_BE_FILES, builder, false);
    String path = builder.command().getFirst();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new RunningChild(this, program, owner, name, log, fail).watched();
  }

  /// The processor time that all programs and their descendants have used so far. Zero unless
  /// programs are started natively; never falls.
  public Duration cpu() {
    Equipment ready = equipment;
    return ready != null && ready.isNative() ? ready.offspring().cpu() : Duration.ZERO;
  }

  /// Ends all processes that are left, whoever owns them: by SIGTERM, then by SIGKILL.
  ///
  /// @param patience how long they have after SIGTERM
  public void endAll(Duration patience) throws InterruptedException {
    ending = true;
    Optional<Sweep> sweep = sweep(owner -> !spared.contains(owner));
    if (sweep.isPresent()) {
      sweep.get().end(patience);
    }
  }

  /// Ends all processes that are left, and starts no more.
  public void close(Duration patience) throws InterruptedException {
    closed = true;
    try {
      endAll(patience);
    } finally {
      dismissWarden();
    }
  }

  private void dismissWarden() throws InterruptedException {
    Warden started;
    synchronized (this) {
      started = warden;
      warden = null;
    }
    if (started != null) {
      try {
        started.dismiss();
      } catch (IOException e) {
        // it has been ended already
      }
    }
  }

  /// Declares that the runtime is stopping, so that the end of a program is no failure;
  /// [#endAll(Duration)] follows.
  public void beginEnding() {
    ending = true;
  }

  /// Whether the runtime is stopping and ends the programs.
  boolean areEnding() {
    return ending;
  }

  /// Lets these programs keep running when the runtime ends.
  void spare(String owner) throws IOException {
    spared.add(owner);
    Warden started;
    synchronized (this) {
      started = warden;
    }
    if (started != null) {
      started.spare(owner);
    }
  }

  StartedProgram start(
      String owner, ProgramCall.Outputs outputs, ProcessBuilder builder, boolean fed)
      throws RuntimeFailure {
    ProgramCall call = ProgramCall.of(builder, directory, outputs);
    try {
      Equipment ready = equipment();
      StartedProgram program = ready.starter().start(call.marked(ready.mark(), owner), fed);
      if (closed) { // the runtime has stopped meanwhile, and nothing would end this program
        endTree(program, owner);
        throw new IOException(OVER);
      }
      return program;
    } catch (CannotStart e) {
      throw e.failure();
    } catch (IOException e) {
      throw CannotStart.notExecutable(
              "cannot execute '" + call.program() + "': " + e.getMessage(), "")
          .failure();
    }
  }

  /// Called when a program of this owner has ended.
  void ended(StartedProgram program, String owner) {
    Equipment ready = equipment;
    if (ready != null) {
      ready.offspring().ended(program.pid(), owner);
    }
  }

  private Equipment equipment() throws IOException {
    if (closed) {
      throw new IOException(OVER);
    }
    Equipment ready = equipment;
    if (ready != null) {
      return ready;
    }
    synchronized (this) {
      if (closed) { // meanwhile: nobody would dismiss the warden
        throw new IOException(OVER);
      }
      ready = equipment;
      if (ready == null) {
        ready = Equipment.make(ownProcess, log);
        warden = ready.warden().orElse(null);
        equipment = ready;
      }
      return ready;
    }
  }

  /// Sends a signal to all processes of these owners.
  ///
  /// @return whether there was one
  public boolean signal(Predicate<String> owner, Signal signal) {
    return sweep(owner).map(sweep -> sweep.send(signal)).orElse(false);
  }

  boolean sends(Signal signal) {
    Equipment ready = equipment;
    return ready != null && ready.signals().sends(signal);
  }

  /// Kills all processes of these owners. This happens on a thread of its own, because the search
  /// has to be repeated.
  public void beginKill(Predicate<String> owner) {
    sweep(owner).ifPresent(Programs::beginKill);
  }

  private static void beginKill(Sweep sweep) {
    try {
      Thread.ofPlatform().daemon().name("end-programs").start(() -> kill(sweep));
    } catch (OutOfMemoryError e) { // no thread available: there will be one once some are killed
      sweep.killAtOnce();
    }
  }

  /// Kills those processes of these owners that are alive now.
  ///
  /// @return whether there was one
  public boolean killOnce(Predicate<String> owner) {
    return sweep(owner).map(sweep -> !sweep.killOnce().isEmpty()).orElse(false);
  }

  private static void kill(Sweep sweep) {
    try {
      sweep.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // never interrupted; if it is, it ends
    }
  }

  /// The means to signal the processes of these owners; empty before the first program.
  private Optional<Sweep> sweep(Predicate<String> owner) {
    return Optional.ofNullable(equipment)
        .map(ready -> new Sweep(ready.signals(), log, () -> ready.processes(owner)));
  }

  /// Ends a program and its descendants.
  void endTree(StartedProgram program, String owner) {
    boolean _ = killTree(program);
    program.end();
    ended(program, owner);
  }

  /// Kills a program and its descendants, without waiting for their end.
  ///
  /// @return whether the program itself was still running
  boolean killTree(StartedProgram program) {
    Equipment ready = equipment;
    if (ready == null || ending) { // then everything that is left is ended together
      return false;
    }
    if (program.hasEnded()) { // its pid may belong to another process by now
      return false;
    }
    Set<Long> root = Set.of(program.pid());
    return new Sweep(ready.signals(), log, () -> ready.processesBelow(root))
        .killOnce()
        .contains(program.pid());
  }

  /// Receives output that no longer belongs to a command.
  public void late(byte[] bytes, int from, int length) {
    log.raw(bytes, from, length);
  }
}
