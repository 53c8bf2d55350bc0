package network.golem.runtime.testkit;

import java.nio.file.Path;
import java.util.List;

/// A runtime in server mode, and this test as its supervisor.
///
/// Whatever waits here does so for a bounded time, and then fails with all that happened in the
/// session. Every message of the runtime is checked against the rules of the protocol; the first
/// call that notices a broken one fails. A session may be used by several threads at once.
public interface RuntimeSession extends AutoCloseable {

  /// Has a command executed, and waits for its end.
  ///
  /// @param line the program, then its arguments. As the real supervisor does it, the program's
  ///   file name is put before the arguments on the wire.
  CommandResult run(String... line);

  /// Has a command executed, and returns at once.
  ///
  /// @param line as for [#run(String...)]
  RunningCommand start(String... line);

  /// Sends a signal to any pid, whether there is such a command or not.
  Answer kill(long pid, int signal);

  /// The last value of a usage counter that the runtime has reported; 0 where it has reported none.
  double counter(String name);

  /// Waits until the runtime has reported a value of at least this.
  RuntimeSession awaitCounter(String name, double value);

  /// Waits until the runtime has answered hello, that is, until its `start` has returned or failed.
  ///
  /// @return what `start` printed; refused where it failed
  CommandResult awaitStart();

  /// Asks the runtime to join a private network, as a supervisor does between `start` and the first
  /// command. The class with `main` must declare the capability `vpn` in its `@RuntimeDef`: only
  /// then does a supervisor have a network for it.
  ///
  /// @param network such as `10.1.2.0/24`
  /// @param addresses the runtime's own on it, at least one
  JoinedNetwork joinNetwork(String network, String... addresses);

  /// What the runtime has written to its standard error so far. It travels on its own: what belongs
  /// to a command may come after the command's end.
  String log();

  /// Waits until the runtime has written this to its standard error.
  RuntimeSession awaitLog(String text);

  /// The activity's directory.
  Path workdir();

  /// Asks the runtime to shut down, and waits until it is gone.
  ExitStatus shutdown();

  /// Ends the runtime's input, as the death of a supervisor does, and waits until it is gone.
  ExitStatus closeInput();

  /// Waits until the runtime is gone, without asking it for anything.
  ExitStatus awaitExit();

  /// All that has happened so far, in order.
  List<SessionEvent> events();

  /// Shuts the runtime down, where the test has not ended it.
  ///
  /// @throws AssertionError where it has ended by itself, does not end with exit code 0, or has
  ///   broken a rule of the protocol
  @Override
  void close();
}
