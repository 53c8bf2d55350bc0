package network.golem.runtime.testkit;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/// One call of a runtime's program, in a process of its own or in this one.
interface Execution {

  /// The program's standard input.
  OutputStream input();

  /// Its standard output.
  InputStream output();

  /// Its standard error.
  InputStream errors();

  /// Completes with the exit code when the program has ended.
  CompletableFuture<Integer> exit();

  /// What it is doing now, for people.
  ///
  /// @param pid the command that is waited for; 0 if it is none
  String whereabouts(long pid);

  /// Ends it by force, as far as possible, with everything that it has left behind.
  void destroy();
}
