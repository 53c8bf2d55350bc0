package network.golem.runtime.examples.httpservice.proxy;

import java.util.concurrent.Executor;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;

/// One thread's way to the counter. The requests whose answers have begun in one turn of the
/// thread's loop are written together, at its end. Used by that thread.
final class Tally {
  private final RequestCounter counter;
  private final Executor thread;

  /// Whether they are written at the end of this turn.
  private boolean due;

  /// @param thread runs what it is given at the end of its turn
  Tally(RequestCounter counter, Executor thread) {
    this.counter = counter;
    this.thread = thread;
  }

  Executor thread() {
    return thread;
  }

  void count(Exchange exchange) {
    counter.count(exchange);
  }

  void want() {
    if (!due) {
      due = true;
      thread.execute(this::write);
    }
  }

  private void write() {
    due = false;
    counter.write(thread);
  }
}
