package network.golem.runtime.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A runtime in server mode, with this test as its supervisor.
///
/// Every wait is bounded; if it takes too long, the test fails with everything that happened in the
/// session. Every message of the runtime is checked against the rules of the protocol; the first
/// call that notices a broken rule fails. A session may be used by several threads at once.
public interface RuntimeSession extends AutoCloseable {

  /// Runs a command, and waits until it has ended.
  ///
  /// @param line the program, then its arguments. As a node's supervisor does, the program's file
  ///   name is put before the arguments on the wire.
  CommandResult run(String... line);

  /// Starts a command, and returns at once.
  ///
  /// @param line as for [#run(String...)]
  RunningCommand start(String... line);

  /// Sends a signal to any pid, even if there is no such command.
  Answer kill(long pid, int signal);

  /// The last value of a usage counter that the runtime has reported; 0 if it has reported none.
  ///
  /// @throws IllegalArgumentException if the runtime does not declare it
  double counter(String name);

  /// Waits until the runtime has reported at least this value.
  ///
  /// @throws IllegalArgumentException if the runtime does not declare the counter
  RuntimeSession awaitCounter(String name, double value);

  /// Waits until the runtime has answered hello, that is, until its `start` has returned or failed.
  ///
  /// @return the output of `start`; refused if it failed
  CommandResult awaitStart();

  /// Asks the runtime to join a private network, as a supervisor does between `start` and the first
  /// command. The class with `main` must declare the capability `vpn` in its `@RuntimeDef`;
  /// otherwise a supervisor creates no network for it.
  ///
  /// @param network for example `10.1.2.0/24`
  /// @param addresses the runtime's own addresses in the network, at least one
  JoinedNetwork joinNetwork(String network, String... addresses);

  /// Everything that the runtime has written to its standard error so far, which includes what it
  /// printed to `System.out`, and its log lines. It is not synchronized with the messages: a
  /// command's lines may arrive after its end.
  String log();

  /// Waits until the runtime's standard error contains this string.
  RuntimeSession awaitLog(String text);

  /// The activity's directory.
  Path workdir();

  /// The directory of a volume, as the runtime sees it.
  ///
  /// @param path the requestor's path, such as `/in`
  /// @throws IllegalArgumentException if the runtime's `deploy` has named no such volume
  Path volume(String path);

  /// Writes a file in a volume, as a script's `transfer` to the runtime does. Missing directories
  /// are created.
  ///
  /// @param path the requestor's path, such as `/in/words.txt`
  /// @throws IllegalArgumentException if it is in no volume, or leads out of it
  RuntimeSession upload(byte[] content, String path);

  /// Writes a file with this content, as UTF-8.
  default RuntimeSession upload(String content, String path) {
    return upload(content.getBytes(StandardCharsets.UTF_8), path);
  }

  /// Writes a file with the content of a file of the test's.
  ///
  /// @throws UncheckedIOException if that cannot be read
  default RuntimeSession upload(Path file, String path) {
    try {
      return upload(Files.readAllBytes(file), path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a file in a volume, as a script's `transfer` from the runtime does.
  ///
  /// @param path the requestor's path, such as `/out/result.json`
  /// @throws IllegalArgumentException if it is in no volume, or leads out of it
  /// @throws AssertionError if the file cannot be read
  byte[] download(String path);

  /// Asks the runtime to shut down, closes its input once it has answered, and waits until it has
  /// ended.
  ExitStatus shutdown();

  /// Closes the runtime's input, as if the supervisor had died, and waits until the runtime has
  /// ended.
  ExitStatus closeInput();

  /// Waits until the runtime has ended, without asking it to.
  ExitStatus awaitExit();

  /// Everything that has happened so far, in order.
  List<SessionEvent> events();

  /// Shuts the runtime down, unless the test has already ended it.
  ///
  /// @throws AssertionError if it ended by itself, does not end with exit code 0, or has broken a
  ///   rule of the protocol
  @Override
  void close();
}
