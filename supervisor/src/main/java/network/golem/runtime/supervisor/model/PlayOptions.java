package network.golem.runtime.supervisor.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// How scripts are played.
///
/// @param workdir the activity's directory, absolute; it exists
/// @param runtimeArgs passed to the runtime in every call, before the phase
/// @param timeout for each command. Without one, `deploy` and the answer to hello have a minute (a
///   node waits forever), and everything else has no limit
/// @param agreement derived from the descriptor and this machine if empty
/// @param files where images come from, and which files transfers may use
/// @param billing whether to bill as a node does, which counts only what has arrived by its last
///   report. Otherwise the runtime is told not to wait for that report
/// @param sweep whether processes that outlive the runtime are ended, which a node never does.
///   Otherwise they are only reported
/// @param results whether [ExeResult] contains all captured output, in memory
/// @param pace the intervals of what a node does periodically
/// @param variables what each process of the runtime finds in its environment, in addition to what
///   the operator has set
public record PlayOptions(
    Path workdir,
    List<String> runtimeArgs,
    Optional<Duration> timeout,
    Optional<Agreement> agreement,
    FileAccess files,
    boolean billing,
    boolean results,
    boolean sweep,
    Pace pace,
    Optional<Debugger> debugger,
    Map<String, String> variables) {
  private static final Duration PREPARING = Duration.ofMinutes(1);

  public PlayOptions {
    runtimeArgs = List.copyOf(runtimeArgs);
    variables = Map.copyOf(variables);
  }

  /// Where files come from.
  ///
  /// @param taskPackage the image, a local file, instead of the agreement's
  /// @param cache the directory in which downloaded images are kept; created if missing
  /// @param localFiles whether transfers may use `file:`, which a node refuses
  public record FileAccess(Optional<Path> taskPackage, Path cache, boolean localFiles) {
    /// Images in the user's cache, and no local files.
    public static final FileAccess USUAL =
        new FileAccess(
            Optional.empty(),
            Path.of(System.getProperty("user.home"), ".cache", "golem-runtime", "images"),
            false);
  }

  /// The intervals of what a node does periodically.
  ///
  /// @param usage the interval between two reports of usage
  /// @param retries the delay before each further attempt of a transfer
  public record Pace(Duration usage, List<Duration> retries) {
    /// A node's own pace.
    public static final Pace USUAL =
        new Pace(Duration.ofSeconds(1), List.of(Duration.ofSeconds(2), Duration.ofSeconds(4)));

    public Pace {
      retries = List.copyOf(retries);
    }
  }

  /// The defaults.
  public static PlayOptions in(Path workdir) {
    return new PlayOptions(
        workdir,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        FileAccess.USUAL,
        false,
        false,
        true,
        Pace.USUAL,
        Optional.empty(),
        Map.of());
  }

  public PlayOptions withRuntimeArgs(List<String> words) {
    return with(draft -> draft.runtimeArgs = words);
  }

  public PlayOptions withTimeout(Optional<Duration> limit) {
    return with(draft -> draft.timeout = limit);
  }

  public PlayOptions withAgreement(Optional<Agreement> terms) {
    return with(draft -> draft.agreement = terms);
  }

  public PlayOptions withFiles(FileAccess access) {
    return with(draft -> draft.files = access);
  }

  public PlayOptions withBilling(boolean asOnANode) {
    return with(draft -> draft.billing = asOnANode);
  }

  public PlayOptions withResults(boolean wanted) {
    return with(draft -> draft.results = wanted);
  }

  public PlayOptions withSweep(boolean wanted) {
    return with(draft -> draft.sweep = wanted);
  }

  public PlayOptions withPace(Pace other) {
    return with(draft -> draft.pace = other);
  }

  public PlayOptions withDebugger(Debugger attached) {
    return with(draft -> {
      draft.timeout = Optional.empty();
      draft.debugger = Optional.of(attached);
    });
  }

  public PlayOptions withVariables(Map<String, String> more) {
    return with(draft -> draft.variables = more);
  }

  private PlayOptions with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.options();
  }

  /// Options of which a part can be changed.
  private static final class Draft {
    private final Path workdir;
    private List<String> runtimeArgs;
    private Optional<Duration> timeout;
    private Optional<Agreement> agreement;
    private FileAccess files;
    private boolean billing;
    private boolean results;
    private boolean sweep;
    private Pace pace;
    private Optional<Debugger> debugger;
    private Map<String, String> variables;

    Draft(PlayOptions options) {
      workdir = options.workdir;
      runtimeArgs = options.runtimeArgs;
      timeout = options.timeout;
      agreement = options.agreement;
      files = options.files;
      billing = options.billing;
      results = options.results;
      sweep = options.sweep;
      pace = options.pace;
      debugger = options.debugger;
      variables = options.variables;
    }

    PlayOptions options() {
      return new PlayOptions(
          workdir,
          runtimeArgs,
          timeout,
          agreement,
          files,
          billing,
          results,
          sweep,
          pace,
          debugger,
          variables);
    }
  }

  /// What the process that executes a phase finds in its environment, in addition to what the
  /// operator has set.
  public Map<String, String> environment(Debugger.Phase phase) {
    Map<String, String> environment = new HashMap<>(variables);
    debugger
        .filter(attached -> attached.phase() == phase)
        .ifPresent(attached -> environment.putAll(attached.environment()));
    return environment;
  }

  public TimeLimit forPreparing() {
    return debugger.isPresent() ? TimeLimit.NONE : new TimeLimit(timeout.orElse(PREPARING));
  }

  public TimeLimit forRun() {
    return timeout.map(TimeLimit::new).orElse(TimeLimit.NONE);
  }
}
