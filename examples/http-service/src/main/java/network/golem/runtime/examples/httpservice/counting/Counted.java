package network.golem.runtime.examples.httpservice.counting;

import java.util.concurrent.Executor;

/// A request that waits to be counted.
public interface Counted {
  /// The number of the user who makes it.
  long user();

  /// The path that is asked for.
  String endpoint();

  /// The thread that calls [#counted(boolean)].
  Executor thread();

  /// Called once the request is on disk.
  ///
  /// @param kept false if it could not be written; the request must not be answered then
  void counted(boolean kept);
}
