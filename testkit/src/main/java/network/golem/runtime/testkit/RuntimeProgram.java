package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.time.Duration;

/// A runtime's program with a workdir of its own, phase by phase: one activity. Each call is a
/// process, or stands for one; started a second time, it goes on with its counters, as after a
/// redeploy on a node.
public interface RuntimeProgram extends AutoCloseable {

  /// The program of a class with `main`, in this process; or the one that the system property
  /// `golem.runtime.test.binary` names.
  ///
  /// @param args the author's words before the phase
  static RuntimeProgram of(Class<?> main, String... args) {
    return TestedProgram.of(Target.of(main), Duration.ofSeconds(10), args);
  }

  /// The program at this path.
  ///
  /// @param args the author's words before the phase
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

  /// `--workdir … start WORDS` in server mode: sends hello and waits until that is answered.
  ///
  /// @throws AssertionError where it is answered with an error
  RuntimeSession start(String... words);

  /// The same without waiting for the answer; [RuntimeSession#awaitStart()] gives it.
  RuntimeSession starting(String... words);

  /// `--workdir … run --entrypoint PROGRAM -- ARGUMENTS`: the command as a process of its own.
  ///
  /// @param line the program, then its arguments
  ProgramResult run(String... line);

  /// The program with these words and no others: neither the author's words nor the workdir are put
  /// before them.
  ProgramResult call(String... words);

  /// Closes the sessions that are open, and removes the workdir.
  @Override
  void close();
}
