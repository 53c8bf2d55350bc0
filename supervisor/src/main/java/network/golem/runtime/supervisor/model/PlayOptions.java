package network.golem.runtime.supervisor.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How scripts are played.
///
/// @param workdir the activity's directory, absolute; it exists
/// @param runtimeArgs handed to the runtime in every call, before the phase
/// @param timeout for each command. Without one, deploy and the answer to hello have a minute (a
///   node waits for ever), and everything else has no limit
/// @param agreement without one, it is made up from descriptor and machine
/// @param files where images come from, and what transfers may reach
/// @param billing whether time passes as on a node, which counts what has arrived by its last
///   second; otherwise the runtime is told not to wait for that
/// @param sweep whether what outlives the runtime is ended, which no node does. Otherwise it is
///   told of and goes on
/// @param results whether [ExeResult] is to have what was captured, all of it in memory
/// @param pace how long a node takes its time
public record PlayOptions(
    Path workdir,
    List<String> runtimeArgs,
    Optional<Duration> timeout,
    Optional<Agreement> agreement,
    FileAccess files,
    boolean billing,
    boolean results,
    boolean sweep,
    Pace pace) {
  private static final Duration PREPARING = Duration.ofMinutes(1);

  public PlayOptions {
    runtimeArgs = List.copyOf(runtimeArgs);
  }

  /// Where files come from.
  ///
  /// @param taskPackage the image, a file of this machine, in the place of the agreement's
  /// @param cache the folder of images that were fetched; made where it is missing
  /// @param localFiles whether transfers may name `file:`, which a node refuses
  public record FileAccess(Optional<Path> taskPackage, Path cache, boolean localFiles) {
    /// Images in the user's cache, no files of this machine.
    public static final FileAccess USUAL =
        new FileAccess(
            Optional.empty(),
            Path.of(System.getProperty("user.home"), ".cache", "golem-runtime", "images"),
            false);
  }

  /// How often a node does what it does by the clock.
  ///
  /// @param usage between two reports of usage
  /// @param retries before each further try of a transfer
  public record Pace(Duration usage, List<Duration> retries) {
    /// A node's own.
    public static final Pace USUAL =
        new Pace(Duration.ofSeconds(1), List.of(Duration.ofSeconds(2), Duration.ofSeconds(4)));

    public Pace {
      retries = List.copyOf(retries);
    }
  }

  /// The usual ones.
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
        Pace.USUAL);
  }

  public PlayOptions withRuntimeArgs(List<String> words) {
    return new PlayOptions(
        workdir, words, timeout, agreement, files, billing, results, sweep, pace);
  }

  public PlayOptions withTimeout(Optional<Duration> limit) {
    return new PlayOptions(
        workdir, runtimeArgs, limit, agreement, files, billing, results, sweep, pace);
  }

  public PlayOptions withAgreement(Optional<Agreement> terms) {
    return new PlayOptions(
        workdir, runtimeArgs, timeout, terms, files, billing, results, sweep, pace);
  }

  public PlayOptions withFiles(FileAccess access) {
    return new PlayOptions(
        workdir, runtimeArgs, timeout, agreement, access, billing, results, sweep, pace);
  }

  public PlayOptions withBilling(boolean asOnANode) {
    return new PlayOptions(
        workdir, runtimeArgs, timeout, agreement, files, asOnANode, results, sweep, pace);
  }

  public PlayOptions withResults(boolean wanted) {
    return new PlayOptions(
        workdir, runtimeArgs, timeout, agreement, files, billing, wanted, sweep, pace);
  }

  public PlayOptions withSweep(boolean wanted) {
    return new PlayOptions(
        workdir, runtimeArgs, timeout, agreement, files, billing, results, wanted, pace);
  }

  public PlayOptions withPace(Pace other) {
    return new PlayOptions(
        workdir, runtimeArgs, timeout, agreement, files, billing, results, sweep, other);
  }

  public TimeLimit forPreparing() {
    return new TimeLimit(timeout.orElse(PREPARING));
  }

  public TimeLimit forRun() {
    return timeout.map(TimeLimit::new).orElse(TimeLimit.NONE);
  }
}
