package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import org.jspecify.annotations.Nullable;

/// A session with a runtime that has just been started.
final class LiveSession implements RuntimeSession {
  private final Path workdir;
  private final VolumeFiles volumes;
  private final DeclaredCounters declared;
  private final Optional<NetworkSocket> vpn;
  private final SessionHistory history;
  private final SessionLink link;
  private boolean endExpected;
  private boolean closed;

  private LiveSession(
      Path workdir,
      VolumeFiles volumes,
      DeclaredCounters declared,
      Optional<NetworkSocket> vpn,
      SessionHistory history,
      SessionLink link) {
    this.workdir = workdir;
    this.volumes = volumes;
    this.declared = declared;
    this.vpn = vpn;
    this.history = history;
    this.link = link;
  }

  /// Opens a session, and says hello.
  ///
  /// @param vpn the supervisor's endpoint of a network, if the runtime was given one
  /// @param patience how long to wait for anything
  static LiveSession open(
      Execution execution,
      Path workdir,
      VolumeFiles volumes,
      Optional<NetworkSocket> vpn,
      DeclaredCounters declared,
      Duration patience) {
    SessionHistory history = new SessionHistory(patience, execution::whereabouts, declared);
    SessionLink link = new SessionLink(execution, history);
    link.watch();
    link.hello();
    return new LiveSession(workdir, volumes, declared, vpn, history, link);
  }

  @Override
  public CommandResult run(String... line) {
    return start(line).await();
  }

  @Override
  public RunningCommand start(String... line) {
    List<String> args = Words.command("run", line);
    String program = args.getFirst();
    args.set(0, program.substring(program.lastIndexOf('/') + 1));
    long id = link.send(number -> new Request.RunProcess(number, program, List.copyOf(args)));
    return new SessionCommand(this, history, id);
  }

  @Override
  public Answer kill(long pid, int signal) {
    long id = link.send(number -> new Request.KillProcess(number, pid, signal));
    return history.awaitKilled(id, pid, signal);
  }

  @Override
  public JoinedNetwork joinNetwork(String network, String... addresses) {
    NetworkSocket socket =
        vpn.orElseThrow(() ->
            new AssertionError(
                "A supervisor has a network only for a runtime that offers the capability vpn:"
                    + " declare @RuntimeDef(capabilities = \"vpn\") at the class with main"));
    List<String> own = Words.checked("joinNetwork", addresses);
    long id = link.send(number -> NetworkSocket.request(number, network, own));
    return socket.joined(history.awaitAnswer(id, "joining the network"), history);
  }

  @Override
  public double counter(String name) {
    declared.check(name);
    history.check();
    return history.counter(name);
  }

  @Override
  public RuntimeSession awaitCounter(String name, double value) {
    declared.check(name);
    var _ =
        history.await(
            "the counter " + name + " to be " + value,
            () -> history.counter(name) >= value ? history.counter(name) : null);
    return this;
  }

  @Override
  public CommandResult awaitStart() {
    return history.await("the answer to hello", history.start()::result);
  }

  @Override
  public String log() {
    return history.log();
  }

  @Override
  public RuntimeSession awaitLog(String text) {
    var _ =
        history.await(
            "the log to contain " + Quoted.line(text),
            () -> history.log().contains(text) ? true : null);
    return this;
  }

  @Override
  public Path workdir() {
    return workdir;
  }

  @Override
  public Path volume(String path) {
    return volumes.directory(path);
  }

  @Override
  public RuntimeSession upload(byte[] content, String path) {
    volumes.write(path, content);
    return this;
  }

  @Override
  public byte[] download(String path) {
    return volumes.read(path);
  }

  @Override
  public ExitStatus shutdown() {
    long begin = System.nanoTime();
    expectEnd();
    if (history.exitCode() == null) {
      long id = link.send(Request.Shutdown::new);
      Response answer = history.awaitAnswer(id, "shutdown");
      if (!(answer instanceof Response.Shutdown)) {
        throw history.failure("Shutdown was refused");
      }
      link.closeInput(); // it may wait for that before it exits
    }
    return history.awaitEnd(begin);
  }

  @Override
  public ExitStatus closeInput() {
    long begin = System.nanoTime();
    expectEnd();
    link.closeInput();
    return history.awaitEnd(begin);
  }

  @Override
  public ExitStatus awaitExit() {
    long begin = System.nanoTime();
    expectEnd();
    return history.awaitEnd(begin);
  }

  private synchronized void expectEnd() {
    endExpected = true;
  }

  @Override
  public List<SessionEvent> events() {
    return history.events();
  }

  @Override
  public void close() {
    if (firstClose()) {
      try {
        endCleanly();
        history.check();
      } finally {
        link.abandon();
        vpn.ifPresent(NetworkSocket::close);
      }
    }
  }

  private synchronized boolean firstClose() {
    boolean first = !closed;
    closed = true;
    return first;
  }

  private void endCleanly() {
    if (endExpected) {
      return;
    }
    @Nullable Integer code = history.exitCode();
    if (code != null) {
      throw history.failure("The runtime ended by itself, with exit code " + code);
    }
    ExitStatus status = shutdown();
    if (status.code() != 0) {
      throw history.failure("Shut down, the runtime ended with exit code " + status.code());
    }
  }
}
