package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.time.Duration;

/// A runtime's program with its own workdir, phase by phase: one activity. Each call is a process,
/// or stands for one. If the program is started a second time, its counters continue, as after a
/// redeploy on a node.
public interface RuntimeProgram extends AutoCloseable {

  /// The program of a class with `main`, in this process; or the program that the system property
  /// `golem.runtime.test.binary` names.
  ///
  /// @param args the author's arguments before the phase
  static RuntimeProgram of(Class<?> main, String... args) {
    return TestedProgram.of(Target.of(main), Duration.ofSeconds(10), args);
  }

  /// The program at this path.
  ///
  /// @param args the author's arguments before the phase
  static RuntimeProgram of(Path binary, String... args) {
    return TestedProgram.of(Target.of(binary), Duration.ofSeconds(10), args);
  }

  /// The activity's directory. It is removed by [#close()].
  Path workdir();

  /// The same program and workdir, with more options before the phase, such as `--hostname`, `box`.
  RuntimeProgram with(String... options);

  /// `test`
  ProgramResult test();

  /// `offer-template`
  ProgramResult offerTemplate();

  /// `--version`
  ProgramResult version();

  /// `--workdir … deploy --`
  ProgramResult deploy();

  /// `--workdir … start ARGS` in server mode: sends hello and waits for the answer.
  ///
  /// @throws AssertionError if the answer is an error
  RuntimeSession start(String... words);

  /// The same without waiting for the answer; [RuntimeSession#awaitStart()] returns it.
  RuntimeSession starting(String... words);

  /// `--workdir … run --entrypoint PROGRAM -- ARGS`: the command as a process of its own.
  ///
  /// @param line the program, then its arguments
  ProgramResult run(String... line);

  /// The program with exactly these arguments: neither the author's arguments nor the workdir are
  /// added.
  ProgramResult call(String... words);

  /// Closes the sessions that are open, and removes the workdir.
  @Override
  void close();
}
