package network.golem.runtime.examples.httpservice.proxy;

import io.vertx.core.Context;
import network.golem.runtime.examples.httpservice.counting.RequestCounter;

/// One thread's way to the counter. The requests whose answers have begun in one turn of the
/// thread's loop are written together, at its end. Used by that thread.
final class Tally {
  private final RequestCounter counter;
  private final Context context;

  /// Whether they are written at the end of this turn.
  private boolean due;

  Tally(RequestCounter counter, Context context) {
    this.counter = counter;
    this.context = context;
  }

  Context context() {
    return context;
  }

  void count(Exchange exchange) {
    counter.count(exchange);
  }

  void want() {
    if (!due) {
      due = true;
      context.runOnContext(_ -> {
        due = false;
        counter.write();
      });
    }
  }
}
