package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.posix.CStrings;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.posix.SpawnCalls;
import network.golem.runtime.sdk.processes.accounting.Offspring;
import network.golem.runtime.sdk.processes.ending.NativeWarden;
import network.golem.runtime.sdk.processes.ending.Warden;
import network.golem.runtime.sdk.processes.running.NativeProgram;
import network.golem.runtime.sdk.processes.running.StartedProgram;
import network.golem.runtime.sdk.processes.table.InheritedFlag;
import network.golem.runtime.sdk.processes.table.Mark;

/// Starts programs with `posix_spawn`. That takes half the time that the JDK needs, gives the true
/// exit status, allows any signal, and passes no descriptor of this process to a program.
public final class NativeStarter implements ProgramStarter {
  private static final int O_RDONLY = 0;
  private static final int O_WRONLY = 1;
  private static final int O_APPEND = 02000;

  private final Offspring offspring;
  private final InheritedFlag flag;

  /// @param offspring notified when a program starts and ends
  public NativeStarter(Offspring offspring, InheritedFlag flag) {
    this.offspring = offspring;
    this.flag = flag;
  }

  /// Whether this works on the current system and native access is enabled.
  public static boolean isAvailable() {
    return System.getProperty("os.name", "").equals("Linux")
        && NativeStarter.class.getModule().isNativeAccessEnabled()
        && Posix.has("posix_spawn_file_actions_addclosefrom_np")
        && hasPidfd();
  }

  /// Prepares this process, on this thread.
  public static InheritedFlag prepare() {
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      posix.keepEndedChildren();
      return InheritedFlag.find(posix);
    }
  }

  private static boolean hasPidfd() {
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      int self = posix.pidfd(ProcessHandle.current().pid());
      if (self >= 0) {
        posix.close(self);
      }
      return self >= 0;
    }
  }

  @Override
  public StartedProgram start(ProgramCall call, boolean fed) throws IOException {
    try (MemoryScope scope = new MemoryScope();
        Pipes pipes = new Pipes(scope)) {
      Pipe out = call.out().isPresent() ? Pipe.NONE : pipes.make();
      Pipe err = call.oneOutput() || call.err().isPresent() ? Pipe.NONE : pipes.make();
      Pipe in = fed ? pipes.make() : Pipe.NONE;
      offspring.starting(call.owner());
      long pid;
      try {
        pid = start(call, scope, pipes.posix, out.write(), err.write(), in.read());
        boolean _ = Mark.put(pid, call.limit(), scope, pipes.posix);
      } catch (IOException | RuntimeException | Error e) {
        offspring.notStarted(call.owner());
        throw e;
      }
      offspring.started(pid, call.owner());
      pipes.keep(out.read(), err.read(), in.write());
      return new NativeProgram(pid, call.owner(), out.read(), err.read(), in.write(), offspring);
    }
  }

  private long start(ProgramCall call, MemoryScope scope, Posix posix, int out, int err, int in)
      throws IOException {
    NativeMemory directory = CStrings.of(scope, call.directory().toString());
    try (SpawnCalls spawn = new SpawnCalls(scope, posix, 0)) {
      if (in >= 0) {
        var _ = spawn.connect(in, 0);
      } else {
        var _ = spawn.open(0, "/dev/null", O_RDONLY);
      }
      connect(spawn, 1, out, call.out());
      connect(spawn, 2, call.oneOutput() ? 1 : err, call.err());
      var _ = spawn.in(directory).closeOthers();
      Executable executable = new Executable(call, scope, posix, directory);
      NativeMemory words = CStrings.ofAll(scope, call.command());
      NativeMemory environment = NativeEnvironment.of(scope, call.environment());
      flag.set(true, posix);
      try {
        return executable.start(spawn, words, environment);
      } finally {
        flag.set(false, posix);
      }
    }
  }

  private static void connect(SpawnCalls spawn, int number, int pipe, Optional<Path> file) {
    if (file.isPresent()) {
      var _ = spawn.open(number, file.get().toString(), O_WRONLY | O_APPEND);
    } else {
      var _ = spawn.connect(pipe, number);
    }
  }

  @Override
  public void warmUp() {
    NativeProgram.warmUp();
  }

  @Override
  public Warden startWarden(Mark mark) throws IOException {
    try (MemoryScope scope = new MemoryScope();
        Pipes pipes = new Pipes(scope);
        SpawnCalls spawn = new SpawnCalls(scope, pipes.posix, SpawnCalls.NEW_SESSION)) {
      Pipe in = pipes.make();
      var _ =
          spawn
              .connect(in.read(), 0)
              .open(1, "/dev/null", O_WRONLY)
              .open(2, "/dev/null", O_WRONLY)
              .in(CStrings.of(scope, "/"))
              .closeOthers();
      List<String> command = Warden.command(mark);
      NativeMemory pid = scope.allocate(Integer.BYTES);
      int error =
          spawn.spawn(
              pid,
              CStrings.of(scope, command.getFirst()),
              CStrings.ofAll(scope, command),
              NativeEnvironment.of(scope, Warden.environment()));
      if (error != 0) {
        throw CannotStart.notExecutable(
            "cannot execute " + command.getFirst() + ": " + ErrorWords.of(error), "");
      }
      pipes.keep(in.write());
      return new Warden(new NativeWarden(pid.getInt(0), in.write()), mark);
    }
  }

  /// The two ends of a pipe; -1 if an end does not exist.
  private record Pipe(int read, int write) {
    static final Pipe NONE = new Pipe(-1, -1);
  }

  /// The pipes for one program.
  private static final class Pipes implements AutoCloseable {
    private final Posix posix;
    private final NativeMemory ends;
    private final Set<Integer> open = new HashSet<>();

    Pipes(MemoryScope scope) {
      this.posix = new Posix(scope);
      this.ends = scope.allocate(2 * Integer.BYTES);
    }

    Pipe make() throws IOException {
      if (posix.pipe(ends) < 0) {
        throw CannotStart.notExecutable(
            "cannot create a pipe for a program: " + ErrorWords.of(posix.errno()), "");
      }
      Pipe pipe = new Pipe(ends.getInt(0), ends.getInt(Integer.BYTES));
      open.add(pipe.read());
      open.add(pipe.write());
      return pipe;
    }

    /// Forgets a descriptor that now has another owner.
    void keep(Integer... descriptors) {
      open.removeAll(List.of(descriptors));
    }

    /// Closes the program's ends, and ours if it did not start.
    @Override
    public void close() {
      open.forEach(posix::close);
    }
  }
}
