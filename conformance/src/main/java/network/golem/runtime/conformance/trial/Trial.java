package network.golem.runtime.conformance.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.supervisor.process.RuntimeArguments.ExtraArgs;
import network.golem.runtime.supervisor.process.RuntimeProcess;

/// One check of one runtime: a fresh directory, and whatever processes the check starts. Closing it
/// kills them, with everything that they have started, and removes the directory.
public final class Trial implements AutoCloseable {
  private static final Duration DEATH = Duration.ofSeconds(2);
  private static final Duration LEAST_PATIENCE = Duration.ofMillis(100);
  private static final int LOOK_AGAIN_MILLIS = 5;

  private final CheckedRuntime runtime;
  private final long deadline;
  private final String mark = UUID.randomUUID().toString();
  private final Path directory;
  private final Path workdir;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final List<RuntimeProcess> processes = new CopyOnWriteArrayList<>();
  private volatile boolean cancelled;
  private boolean deployed;

  /// @param limit how long the check may take as a whole
  public Trial(CheckedRuntime runtime, Duration limit) throws IOException {
    this.runtime = runtime;
    this.deadline = System.nanoTime() + limit.toNanos();
    this.directory = Files.createTempDirectory("golem-check-").toRealPath();
    this.workdir = Files.createDirectory(directory.resolve("work"));
    environment.putAll(runtime.environment());
    environment.put(MarkedProcesses.VARIABLE, mark);
    environment.put("GOLEM_RUNTIME_TICK_WAIT", "off");
  }

  public CheckedRuntime runtime() {
    return runtime;
  }

  /// How long an event is waited for that must come.
  public Duration patience() {
    long left = Math.max(deadline - System.nanoTime(), LEAST_PATIENCE.toNanos());
    return Duration.ofNanos(Math.min(runtime.patience().toNanos(), left));
  }

  /// The activity's directory.
  public Path workdir() {
    return workdir;
  }

  /// A further directory of this trial.
  public Path directory(String name) {
    try {
      return Files.createDirectories(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The directory of everything in this trial.
  public Path directory() {
    return directory;
  }

  /// Lets the runtime wait until its last value has been reported, as on a node.
  public void bill() {
    environment.remove("GOLEM_RUNTIME_TICK_WAIT");
  }

  /// Where the runtime's temporary files are to be, instead of the system's directory.
  public Path temporaryFilesIn(String name) {
    Path temporary = directory(name);
    environment.put("TMPDIR", temporary.toString());
    return temporary;
  }

  /// @throws Violation unless it is so
  public void expect(boolean met, String expected, Object seen) {
    if (!met) {
      throw new Violation(expected, String.valueOf(seen));
    }
  }

  /// How the runtime is asked for this.
  ///
  /// @throws Unmet if it cannot be asked
  public ProfileCommand asked(Ability ability) {
    return runtime
        .profile()
        .command(ability)
        .orElseThrow(() -> new Unmet("the profile has no command '" + ability.key() + "'"));
  }

  /// The options that a supervisor passes in deploy, start and run, before further options.
  public List<String> common() {
    return common(workdir);
  }

  /// The same, with another workdir.
  public List<String> common(Path otherWorkdir) {
    List<String> words = new ArrayList<>(List.of("--workdir", otherWorkdir.toString()));
    words.addAll(afterWorkdir());
    return words;
  }

  /// The options that a supervisor passes after the workdir.
  public List<String> afterWorkdir() {
    List<String> words = new ArrayList<>();
    ExtraArgs extra = runtime.extraArgs();
    if (!extra.managedImage()) {
      words.addAll(List.of("--task-package", image().toString()));
    }
    if (extra.managedHardware()) {
      words.addAll(List.of("--cpu-cores", "1", "--mem-gib", "0.5", "--storage-gib", "50"));
    }
    words.addAll(runtime.everyCall());
    return words;
  }

  private Path image() {
    return runtime.taskPackage().orElseGet(() -> file("image", ""));
  }

  private Path file(String name, String content) {
    try {
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Calls the runtime in the workdir, with nothing on its standard input.
  public Call call(List<String> words) throws IOException {
    return call(words, workdir).withoutInput();
  }

  public Call call(String... words) throws IOException {
    return call(List.of(words));
  }

  /// Calls the runtime. Its standard input stays open.
  public Call call(List<String> words, Path currentDirectory) throws IOException {
    Call call = new Call(this, words, execute(words, currentDirectory));
    calls.add(call);
    return call;
  }

  /// `test` or `offer-template`, as a provider calls them: in a directory of its own.
  public Call phase(String phase) throws IOException {
    return call(join(runtime.everyCall(), List.of(phase)), directory("provider")).withoutInput();
  }

  /// `deploy` with further options.
  public Call deploy(String... options) throws IOException {
    deployed = true;
    return call(join(join(common(), List.of(options)), List.of("deploy", "--")));
  }

  private RuntimeProcess execute(List<String> words, Path currentDirectory) throws IOException {
    if (cancelled) {
      throw new CancellationException();
    }
    RuntimeProcess process =
        RuntimeProcess.start(
            join(List.of(runtime.binary().path().toString()), words),
            currentDirectory,
            environment);
    processes.add(process);
    return process;
  }

  /// A session that is ready: deployed, started, and its hello answered.
  public Session session() throws IOException, InterruptedException {
    endEarlierSessions();
    deploy().succeeds();
    Session session = start();
    session.hello();
    return session;
  }

  /// A session of which nothing is known yet: `start` has been called, no request has been sent.
  /// Before that, the runtime is deployed, unless it has been: no supervisor starts one that is
  /// not.
  public Session start(String... options) throws IOException, InterruptedException {
    return started(
        join(join(common(), List.of(options)), join(List.of("start"), runtime.profile().start())));
  }

  /// The same, with exactly these words.
  public Session started(List<String> words) throws IOException, InterruptedException {
    endEarlierSessions();
    if (!deployed) {
      deploy().succeeds();
    }
    Session session = new Session(this, words, execute(words, workdir));
    sessions.add(session);
    return session;
  }

  /// A workdir has one session at a time.
  private void endEarlierSessions() throws InterruptedException {
    for (Session earlier : sessions) {
      earlier.process().process().destroyForcibly().waitFor();
    }
  }

  /// Waits until something is so. For what has no event of its own, such as the end of a process
  /// that is not our child.
  public boolean eventually(BooleanSupplier condition) throws InterruptedException {
    return eventually(condition, patience());
  }

  /// The same, for another time.
  public static boolean eventually(BooleanSupplier condition, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
    }
    return true;
  }

  /// The living processes of this trial, whatever session or group they are in.
  public List<ProcessHandle> processes() {
    return MarkedProcesses.of(mark);
  }

  /// What has crossed so far, oldest first.
  public List<String> account() {
    List<String> account = new ArrayList<>();
    calls.forEach(call -> account.addAll(call.account()));
    sessions.forEach(session -> account.addAll(session.account()));
    return account.stream().map(this::withoutPaths).toList();
  }

  /// The end of what sessions have written on standard error.
  public String stderr() {
    StringBuilder all = new StringBuilder();
    sessions.forEach(session -> all.append(session.stderr()));
    return withoutPaths(all.toString());
  }

  /// How long each session took from its process's start to the answer to hello.
  public List<Duration> startTimes() {
    return sessions.stream().flatMap(session -> session.startTime().stream()).toList();
  }

  /// A call, in the words that are the same in each run.
  String named(List<String> words) {
    return withoutPaths(String.join(" ", words));
  }

  String withoutPaths(String text) {
    return text.replace(workdir.toString(), "WORKDIR").replace(directory.toString(), "TRIAL");
  }

  static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /// Kills everything at once, when the user has had enough. Whatever the check would start next is
  /// not started.
  public void cancel() {
    cancelled = true;
    kill();
  }

  private void kill() {
    processes.forEach(process -> process.process().destroyForcibly());
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    try {
      kill();
      boolean _ =
          eventually(
              () -> {
                List<ProcessHandle> left = processes();
                left.forEach(ProcessHandle::destroyForcibly);
                return left.isEmpty();
              },
              DEATH);
      boolean _ = eventually(() -> TrialFiles.isRemoved(directory), DEATH);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the directory stays
    }
  }
}
