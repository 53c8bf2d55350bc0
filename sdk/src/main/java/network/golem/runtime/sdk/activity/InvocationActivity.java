package network.golem.runtime.sdk.activity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.sdk.Activity;
import network.golem.runtime.sdk.Child;
import network.golem.runtime.sdk.ConfigFile;
import network.golem.runtime.sdk.ConfigurationException;
import network.golem.runtime.sdk.Context;
import network.golem.runtime.sdk.Counter;
import network.golem.runtime.sdk.Hardware;
import network.golem.runtime.sdk.Mode;
import network.golem.runtime.sdk.Prepared;
import network.golem.runtime.sdk.RuntimeFailure;
import network.golem.runtime.sdk.SupervisorEndpoint;
import network.golem.runtime.sdk.Task;
import network.golem.runtime.sdk.Volumes;
import network.golem.runtime.sdk.commandline.SupervisorOptions;
import network.golem.runtime.sdk.config.StoredFile;
import network.golem.runtime.sdk.definition.Definition;
import network.golem.runtime.sdk.json.Json;
import network.golem.runtime.sdk.messages.Excerpt;
import network.golem.runtime.sdk.messages.Log;
import network.golem.runtime.sdk.processes.Programs;
import org.jspecify.annotations.Nullable;

/// The activity of one call of the runtime's executable.
public final class InvocationActivity implements Activity {
  private static final int LONGEST_STATE = 1024 * 1024;
  private static final int SHOWN = 256;
  private static final String SAVED = ".golem-runtime/saved.json";

  private final Context context;
  private final Path workdir;
  private final SupervisorOptions options;
  private final Volumes volumes;
  private final Reports reports;
  private final UsageCounters counters;
  private final Log log;
  private final Programs programs;
  private final BackgroundTasks backgroundTasks;
  private final Preparations preparations;

  public InvocationActivity(
      Definition definition,
      Context context,
      Path workdir,
      SupervisorOptions options,
      Optional<SavedDeployment> deployment,
      Reports reports,
      Log log) {
    this.context = context;
    this.workdir = workdir;
    this.options = options;
    this.volumes =
        deployment
            .map(saved -> DeployedVolumes.of(saved, workdir))
            .orElseGet(() -> new DeployedVolumes(List.of()));
    this.reports = reports;
    this.log = log;
    this.programs = new Programs(workdir, log);
    this.backgroundTasks = new BackgroundTasks(log, reports::fail);
    this.preparations = new Preparations(log, reports::fail);
    this.counters = new UsageCounters(definition, workdir, reports, log);
  }

  /// All counters, for reporting them.
  public UsageCounters counters() {
    return counters;
  }

  /// The background tasks, for ending them.
  public BackgroundTasks backgroundTasks() {
    return backgroundTasks;
  }

  /// What is prepared, for beginning it.
  public Preparations preparations() {
    return preparations;
  }

  /// Ends everything that still runs for the activity: samples, background tasks, programs and
  /// children.
  ///
  /// @param patience how long each of these kinds has to end by itself
  public void end(Duration patience) throws InterruptedException {
    counters.end();
    preparations.end();
    backgroundTasks.end(patience);
    programs.close(patience);
    counters.save(); // after the last program that could write into the workdir
  }

  /// The programs that are executed for it.
  public Programs programs() {
    return programs;
  }

  @Override
  public String name() {
    return context.name();
  }

  @Override
  public String version() {
    return context.version();
  }

  @Override
  public Mode mode() {
    return context.mode();
  }

  @Override
  public List<String> phaseArguments() {
    return context.phaseArguments();
  }

  @Override
  public Map<String, String> environment() {
    return context.environment();
  }

  @Override
  public Path dataDirectory() {
    return context.dataDirectory();
  }

  @Override
  public <T> T config(Class<T> type) {
    return context.config(type);
  }

  @Override
  public ConfigFile configFile() {
    return context.configFile();
  }

  @Override
  public ConfigFile configFile(Path path) {
    return context.configFile(path);
  }

  @Override
  public Path workdir() {
    return workdir;
  }

  @Override
  public Optional<Path> taskPackage() {
    return taskPackages().stream().findFirst();
  }

  @Override
  public List<Path> taskPackages() {
    return options.taskPackages().stream().map(Path::of).toList();
  }

  @Override
  public Hardware hardware() {
    return new Hardware(options.cpuCores(), options.memGib(), options.storageGib());
  }

  @Override
  public Optional<String> hostname() {
    return options.hostname();
  }

  @Override
  public Optional<SupervisorEndpoint> vpnEndpoint() {
    return options.vpnEndpoint();
  }

  @Override
  public Optional<SupervisorEndpoint> inetEndpoint() {
    return options.inetEndpoint();
  }

  @Override
  public Volumes volumes() {
    return volumes;
  }

  @Override
  public Counter counter(String name) {
    return counters.named(name);
  }

  @Override
  public void save(Object value) {
    saved().write(value);
  }

  @Override
  public <T> T saved(Class<T> type) {
    StoredFile file = saved();
    if (!file.exists()) {
      throw new ConfigurationException(
          "nothing was saved for this phase: "
              + file.path()
              + " does not exist; call save(…) in deploy",
          null);
    }
    return file.read(type);
  }

  private StoredFile saved() {
    return new StoredFile(workdir.resolve(SAVED), log::say);
  }

  @Override
  public void background(String name, Task task) {
    backgroundTasks.start(name, task);
  }

  @Override
  public <T> Prepared<T> prepare(String name, Callable<T> work) {
    return preparations.add(name, work);
  }

  @Override
  public Child spawn(ProcessBuilder builder) throws RuntimeFailure {
    return programs.spawn(builder, this::fail);
  }

  @Override
  public Duration executedCpu() {
    return programs.cpu();
  }

  @Override
  public void state(String name, @Nullable Object json) {
    String text = Json.compact(json);
    if (name.length() + text.length() > LONGEST_STATE) {
      throw new IllegalArgumentException(
          "the state "
              + Excerpt.of(name, SHOWN)
              + " has "
              + text.length()
              + " characters of JSON; name and JSON may have "
              + LONGEST_STATE
              + " together");
    }
    reports.state(name, Bytes.utf8(text));
  }

  @Override
  public void shutdown() {
    reports.shutdown();
  }

  @Override
  public void fail(String reason) {
    reports.fail(Excerpt.of(reason));
  }
}
