package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import network.golem.runtime.provider.ProviderException;
import network.golem.runtime.supervisor.ScriptPlayer;
import network.golem.runtime.supervisor.model.Agreement;
import network.golem.runtime.supervisor.model.Debugger;
import network.golem.runtime.supervisor.model.ExeScript;
import network.golem.runtime.supervisor.model.PlayOptions;

/// Plays a requestor's scripts against the runtime, as `golem-runtime run` does: with everything
/// that a node's supervisor does, and with its usage and cost.
///
/// ```java
/// @Test
/// void playsTheScript(Desk desk) {
///   Play play = desk.play(Path.of("exescript.json"));
///   assertThat(play).succeeded().hasUsage("golem.usage.greetings", 3).hasCost("0.003");
///   assertThat(play.command(2)).hasStdout("Hello, Ada!\nHello, Alan!\n");
/// }
/// ```
///
/// Each play is an activity of its own, with a workdir of its own. The runtime is a process: the
/// class that the test names, started by the test's Java; or the executable that the system
/// property `golem.runtime.test.binary` names. A desk with other options is another object.
public final class Desk {
  private static final AtomicInteger PLAYS = new AtomicInteger();

  private final Target target;
  private final Surroundings surroundings;
  private final UnaryOperator<PlayOptions> options;

  /// @param args the author's arguments before the phase
  /// @param patience how long each command may take
  Desk(Target target, Surroundings surroundings, List<String> args, Duration patience) {
    this(
        target,
        surroundings,
        usual -> usual.withRuntimeArgs(args).withTimeout(Optional.of(patience)));
  }

  private Desk(Target target, Surroundings surroundings, UnaryOperator<PlayOptions> options) {
    this.target = target;
    this.surroundings = surroundings;
    this.options = options;
  }

  private Desk with(UnaryOperator<PlayOptions> more) {
    return new Desk(target, surroundings, usual -> more.apply(options.apply(usual)));
  }

  /// With another time limit for each command than [RuntimeTest#timeoutSeconds()].
  public Desk withTimeout(Duration limit) {
    return with(usual -> usual.withTimeout(Optional.of(limit)));
  }

  /// With the agreement in a JSON or YAML file, instead of the one that the runtime's own offer and
  /// prices would lead to.
  public Desk withAgreement(Path file) {
    try {
      Agreement agreement = Agreement.read(file);
      return with(usual -> usual.withAgreement(Optional.of(agreement)));
    } catch (ProviderException e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  /// With transfers from and to `file:` URLs on this machine, which a node refuses.
  public Desk withLocalFiles() {
    return with(usual ->
        usual.withFiles(
            new PlayOptions.FileAccess(usual.files().taskPackage(), usual.files().cache(), true)));
  }

  /// With an image, a local file, instead of the agreement's.
  public Desk withTaskPackage(Path image) {
    return with(usual ->
        usual.withFiles(
            new PlayOptions.FileAccess(
                Optional.of(image.toAbsolutePath().normalize()),
                usual.files().cache(),
                usual.files().localFiles())));
  }

  /// Plays the script in a JSON file.
  ///
  /// @throws IllegalArgumentException if it is not a script
  public Play play(Path script) {
    try {
      return play(ExeScript.read(script));
    } catch (ProviderException e) {
      throw new IllegalArgumentException(e.sentence(), e);
    }
  }

  /// Plays a script.
  ///
  /// @param json a JSON array of commands
  /// @throws IllegalArgumentException if it is not a script
  public Play play(String json) {
    try {
      Path file = Files.createTempFile(surroundings.directory(), "exescript-", ".json");
      return play(Files.writeString(file, json));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the script: " + e.getMessage(), e);
    }
  }

  private Play play(ExeScript script) throws ProviderException {
    try {
      int number = PLAYS.incrementAndGet();
      Path directory = Files.createDirectory(surroundings.directory().resolve("play-" + number));
      PlayOptions usual =
          PlayOptions.in(Files.createDirectory(directory.resolve("workdir")))
              .withFiles(
                  new PlayOptions.FileAccess(Optional.empty(), directory.resolve("cache"), false))
              .withVariables(surroundings.variables());
      PlayOptions chosen = options.apply(usual);
      Optional<Debugger> debugger = PackagedDebugging.wanted();
      if (debugger.isPresent()) {
        var _ = PackagedDebugging.announced(debugger.get());
        chosen = chosen.withDebugger(debugger.get());
      }
      PlayRecord record = new PlayRecord();
      boolean succeeded =
          new ScriptPlayer(target.binary(directory.resolve("plugins")), chosen, record)
              .play(script);
      return record.finish(succeeded, chosen.workdir());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create a workdir: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while playing the script", e);
    }
  }
}
