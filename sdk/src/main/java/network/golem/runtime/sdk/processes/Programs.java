package network.golem.runtime.sdk.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import network.golem.runtime.sdk.Child;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.command.Log;
import org.jspecify.annotations.Nullable;

/// All programs that a runtime executes. Nothing is loaded or started before the first.
///
/// They stay in the process group of the supervisor, which bills processor time by it. So they are
/// found by a variable in their environment, whose name is this runtime's alone and whose value
/// names the owner, and by descent.
public final class Programs {
  private static final AtomicLong MADE = new AtomicLong();
  private static final String OVER = "the runtime has ended and executes no more programs";

  private final String mark =
      "GOLEM_RUNTIME_"
          + ProcessHandle.current().pid()
          + "_"
          + Long.toHexString(System.currentTimeMillis())
          + "_"
          + MADE.incrementAndGet();

  private final Path directory;
  private final Log log;

  /// The programs that run, as children of this process, and whose they are.
  private final ConcurrentHashMap<Long, String> running = new ConcurrentHashMap<>();

  private final Set<String> spared = ConcurrentHashMap.newKeySet();
  private final AtomicLong children = new AtomicLong();

  /// Held while a program changes from those that run to those that have ended: none counts twice.
  private final Object cpuLock = new Object();

  private Duration endedCpu = Duration.ZERO;

  private volatile @Nullable ProgramStarter starter;
  private @Nullable Warden warden;
  private volatile boolean closed;
  private volatile boolean ending;

  /// @param directory where programs are executed that do not say where
  public Programs(Path directory, Log log) {
    this.directory = directory;
    this.log = log;
  }

  /// The programs of one owner.
  ///
  /// @param owner unique, and no beginning of another's: it ends with a full stop
  public ProgramGroup group(String owner) {
    return new ProgramGroup(this, owner);
  }

  /// Starts a child of the runtime itself.
  ///
  /// @param fail told why the runtime is of no use any more
  /// @throws RuntimeFailure where it cannot be started
  public Child spawn(ProcessBuilder builder, Consumer<String> fail) throws RuntimeFailure {
    String owner = "child-" + children.incrementAndGet() + ".";
    StartedProgram program = start(owner, ProgramCall.Outputs.MAY_BE_FILES, builder, null);
    String path = builder.command().getFirst();
    String name = path.substring(path.lastIndexOf('/') + 1);
    return new RunningChild(this, program, owner, name, log, fail).watched();
  }

  /// The processor time that all programs have used so far, with the children that they waited for.
  /// Known where programs are started natively.
  public Duration cpu() {
    synchronized (cpuLock) {
      Duration total = endedCpu;
      if (starter instanceof NativeStarter) {
        for (long pid : running.keySet()) {
          total = total.plus(ProcessTable.cpu(pid));
        }
      }
      return total;
    }
  }

  /// Ends all that is still there, whoever's it is: first asks, then forces.
  ///
  /// @param patience how long they have for ending by themselves
  public void endAll(Duration patience) throws InterruptedException {
    ending = true;
    Optional<Sweep> sweep = sweep(owner -> !spared.contains(owner));
    if (sweep.isPresent()) {
      sweep.get().end(patience);
    }
  }

  /// Ends all that is still there, and takes no more.
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

  /// From now on it is the runtime that ends them: [#endAll(Duration)] will follow.
  public void beginEnding() {
    ending = true;
  }

  /// Whether it is the runtime that ends them.
  boolean areEnding() {
    return ending;
  }

  /// These programs live on when the runtime ends.
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
      String owner,
      ProgramCall.Outputs outputs,
      ProcessBuilder builder,
      @Nullable InputStream input)
      throws RuntimeFailure {
    ProgramCall call = ProgramCall.of(builder, directory, outputs, mark, owner);
    try {
      StartedProgram program = starter().start(call, input);
      running.put(program.pid(), owner);
      if (closed) { // meanwhile: nobody looks for it any more
        ended(program, endTree(program));
        throw new IOException(OVER);
      }
      return program;
    } catch (CannotStart e) {
      throw e.failure();
    } catch (IOException e) {
      throw CannotStart.notExecutable(
              "'" + call.program() + "' cannot be executed: " + e.getMessage(), "")
          .failure();
    }
  }

  void ended(StartedProgram program, Duration cpu) {
    synchronized (cpuLock) {
      boolean _ = running.remove(program.pid()) != null;
      endedCpu = endedCpu.plus(cpu);
    }
  }

  private ProgramStarter starter() throws IOException {
    if (closed) {
      throw new IOException(OVER);
    }
    ProgramStarter ready = starter;
    if (ready != null) {
      return ready;
    }
    synchronized (this) {
      ready = starter;
      if (ready == null) {
        ready = NativeStarter.isAvailable() ? new NativeStarter() : new JavaStarter();
        startWarden(ready);
        starter = ready;
      }
      return ready;
    }
  }

  private void startWarden(ProgramStarter ready) {
    if (ProcessTable.isAvailable()) {
      try {
        warden = ready.startWarden(mark);
      } catch (IOException e) {
        log.failure("no warden: programs will outlive this runtime where it is killed", e);
      }
    }
  }

  /// The processes of these owners, with what descends from them.
  private Set<Long> processes(Predicate<String> owner) {
    Set<Long> children = new HashSet<>();
    running.forEach((pid, whose) -> {
      if (owner.test(whose)) {
        children.add(pid);
      }
    });
    return processes(owner, children);
  }

  private Set<Long> processes(Predicate<String> owner, Set<Long> children) {
    return ProcessTable.isAvailable()
        ? ProcessTable.now().marked(mark, owner, children)
        : withDescendants(children);
  }

  private static Set<Long> withDescendants(Set<Long> children) {
    Set<Long> all = new LinkedHashSet<>(children);
    for (Long child : children) {
      ProcessHandle.of(child)
          .ifPresent(process -> process.descendants().map(ProcessHandle::pid).forEach(all::add));
    }
    return all;
  }

  /// Sends a signal to all processes of these owners.
  ///
  /// @return whether there was one
  public boolean signal(Predicate<String> owner, int signal) {
    return sweep(owner).map(sweep -> sweep.send(signal)).orElse(false);
  }

  boolean sends(int signal) {
    ProgramStarter ready = starter;
    return ready != null && ready.sends(signal);
  }

  /// Ends all processes of these owners by force, on a thread of its own, as they have to be looked
  /// for again and again.
  public void beginKill(Predicate<String> owner) {
    sweep(owner).ifPresent(Programs::beginKill);
  }

  private static void beginKill(Sweep sweep) {
    try {
      Thread.ofPlatform().daemon().name("end-programs").start(() -> kill(sweep));
    } catch (OutOfMemoryError e) { // the system has no thread to give: it has, once some are killed
      sweep.killAtOnce();
    }
  }

  /// Ends the processes of these owners by force that live now.
  ///
  /// @return whether there was one
  public boolean killOnce(Predicate<String> owner) {
    return sweep(owner).map(sweep -> !sweep.killOnce().isEmpty()).orElse(false);
  }

  private static void kill(Sweep sweep) {
    try {
      sweep.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody interrupts it; if somebody does, it is to end
    }
  }

  /// Signals to the processes of these owners; none before the first program.
  private Optional<Sweep> sweep(Predicate<String> owner) {
    return Optional.ofNullable(starter)
        .map(signals -> new Sweep(signals, log, () -> processes(owner)));
  }

  /// Ends a program and what descends from it.
  ///
  /// @return the processor time that it has used
  Duration endTree(StartedProgram program) {
    ProgramStarter signals = starter;
    if (signals != null && !ending) { // else all that is left is looked for together
      Set<Long> root = Set.of(program.pid());
      var _ = new Sweep(signals, log, () -> processes(_ -> false, root)).killOnce();
    }
    return program.end();
  }

  /// Takes text that belongs to no command any more.
  public void late(byte[] bytes, int from, int length) {
    log.raw(bytes, from, length);
  }
}
