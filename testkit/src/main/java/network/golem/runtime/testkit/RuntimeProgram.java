package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.time.Duration;

/// A runtime's executable with its own workdir, called phase by phase, for one activity. Each call
/// is a process, or simulates one in this JVM. If the runtime is started a second time, its
/// counters continue, as after a redeploy on a node.
///
/// The runtime finds no configuration but the one that the test writes: the variable
/// `XDG_DATA_HOME` names a directory of the test's own.
public interface RuntimeProgram extends AutoCloseable {

  /// Tests a class with `main`, in this process; or the executable that the system property
  /// `golem.runtime.test.binary` names.
  ///
  /// @param args the author's arguments before the phase
  static RuntimeProgram of(Class<?> main, String... args) {
    return TestedProgram.of(Target.of(main), Duration.ofSeconds(10), args);
  }

  /// Tests the executable at this path.
  ///
  /// @param args the author's arguments before the phase
  static RuntimeProgram of(Path binary, String... args) {
    return TestedProgram.of(Target.of(binary), Duration.ofSeconds(10), args);
  }

  /// The activity's directory. It is removed by [#close()].
  Path workdir();

  /// The same runtime and workdir, with more options before the phase, such as `--hostname`, `box`.
  RuntimeProgram with(String... options);

  /// The same runtime and workdir, with more variables in its environment, each `NAME=VALUE`, which
  /// it sees in `Context.environment()`.
  RuntimeProgram withEnvironment(String... assignments);

  /// Writes the runtime's configuration file, for this and all other options of the same program.
  ///
  /// @param yaml its content: YAML, or JSON, which is a part of it
  RuntimeProgram withConfig(String yaml);

  /// Plays scripts against the runtime, as a node's supervisor does.
  Desk desk();

  /// Calls `test`.
  ProgramResult test();

  /// Calls `offer-template`.
  ProgramResult offerTemplate();

  /// Calls `--version`.
  ProgramResult version();

  /// Calls `--workdir … deploy --`.
  ProgramResult deploy();

  /// Calls `--workdir … start ARGS` in server mode, sends hello, and waits for the answer.
  ///
  /// @throws AssertionError if the answer is an error
  RuntimeSession start(String... words);

  /// Starts the runtime without waiting for the answer; [RuntimeSession#awaitStart()] returns it.
  RuntimeSession starting(String... words);

  /// Calls `--workdir … run --entrypoint PROGRAM -- ARGS`: a command as a process of its own.
  ///
  /// @param line the program, then its arguments
  ProgramResult run(String... line);

  /// Calls the runtime with exactly these arguments: neither the author's arguments nor the workdir
  /// are added.
  ProgramResult call(String... words);

  /// Closes the sessions that are open, and removes the workdir.
  @Override
  void close();
}
