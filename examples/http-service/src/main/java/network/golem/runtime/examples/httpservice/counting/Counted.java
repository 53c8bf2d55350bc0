package network.golem.runtime.examples.httpservice.counting;

import io.vertx.core.Context;

/// A request that waits to be counted.
public interface Counted {
  /// The number of the user who makes it.
  long user();

  /// The path that is asked for.
  String endpoint();

  /// On which [#counted(boolean)] is called.
  Context context();

  /// Called once the request is on disk.
  ///
  /// @param kept false if it could not be written; the request must not be answered then
  void counted(boolean kept);
}
