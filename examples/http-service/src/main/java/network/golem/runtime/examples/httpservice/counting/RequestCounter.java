package network.golem.runtime.examples.httpservice.counting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vertx.core.Context;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import network.golem.runtime.examples.httpservice.counting.RequestStore.EndpointKey;
import network.golem.runtime.sdk.Counter;

/// Counts requests on disk, and reports their total. A thread of its own writes all requests that
/// have come meanwhile in one transaction, as soon as one of them is about to be answered: so the
/// busier it is, the less each of them costs.
public final class RequestCounter {
  /// The usage counter is raised at most this often; each time, a message is sent.
  private static final long REPORT_NANOS = Duration.ofMillis(100).toNanos();

  private static final long END_MILLIS = 1000;

  private final RequestStore store;
  private final Counter usage;
  private final Consumer<String> lost;
  private final Thread writer;

  @GuardedBy("this")
  private List<Counted> waiting = new ArrayList<>();

  /// Whether somebody waits for one of the requests.
  @GuardedBy("this")
  private boolean wanted;

  @GuardedBy("this")
  private boolean ended;

  /// Only the writer uses these.
  private long total;

  private long reported;

  private RequestCounter(RequestStore store, long total, Counter usage, Consumer<String> lost) {
    this.store = store;
    this.total = total;
    this.usage = usage;
    this.lost = lost;
    this.writer = Thread.ofPlatform().daemon().name("request counter").unstarted(this::write);
  }

  /// Opens the store of an activity, and raises the usage counter to what it contains: an earlier
  /// process may have been killed before it could report its last requests.
  ///
  /// @param lost is told why nothing can be counted any more
  /// @throws SQLException if it cannot be opened
  public static RequestCounter open(Path file, Counter usage, Consumer<String> lost)
      throws SQLException {
    RequestStore store = RequestStore.open(file);
    RequestCounter counter = new RequestCounter(store, store.total(), usage, lost);
    counter.report();
    counter.writer.start();
    return counter;
  }

  /// Counts a request, at the latest when it is [wanted][#want()]. Returns at once.
  public void count(Counted request) {
    synchronized (this) {
      if (!ended) {
        waiting.add(request);
        return;
      }
    }
    request.counted(false);
  }

  /// Has all requests so far written to the disk. Returns at once.
  public synchronized void want() {
    if (!wanted && !waiting.isEmpty()) {
      wanted = true;
      notifyAll();
    }
  }

  /// The requests of a user, by endpoint.
  public Map<String, Long> of(long user) throws SQLException {
    return store.endpoints(user);
  }

  /// Forgets the requests of a user, but not that they were made.
  public void forget(long user) throws SQLException {
    store.forget(user);
  }

  private void write() {
    try {
      for (List<Counted> batch = next(); !batch.isEmpty(); batch = next()) {
        boolean kept = write(batch);
        answer(batch, kept);
        if (System.nanoTime() - reported >= REPORT_NANOS) {
          report();
        }
      }
      report();
    } catch (InterruptedException _) {
      // the runtime has no more time; the next start reports what is in the store
    }
  }

  /// What has come meanwhile; empty at the end.
  private List<Counted> next() throws InterruptedException {
    synchronized (this) {
      while (!wanted && !ended) {
        if (usage.total() < total) {
          long pause = REPORT_NANOS - (System.nanoTime() - reported);
          if (pause <= 0) {
            report();
          } else {
            wait(1 + pause / Duration.ofMillis(1).toNanos());
          }
        } else {
          wait();
        }
      }
      List<Counted> batch = waiting;
      waiting = new ArrayList<>();
      wanted = false;
      return batch;
    }
  }

  private boolean write(List<Counted> batch) {
    Map<EndpointKey, Integer> requests = new HashMap<>();
    for (Counted request : batch) {
      requests.merge(new EndpointKey(request.user(), request.endpoint()), 1, Integer::sum);
    }
    try {
      store.add(batch.size(), requests);
      total += batch.size();
      return true;
    } catch (SQLException e) {
      lost.accept("cannot count requests: " + e.getMessage());
      return false;
    }
  }

  /// Wakes each thread once.
  private static void answer(List<Counted> batch, boolean kept) {
    Map<Context, List<Counted>> byContext = new HashMap<>();
    for (Counted request : batch) {
      byContext.computeIfAbsent(request.context(), _ -> new ArrayList<>()).add(request);
    }
    byContext.forEach((context, requests) -> {
      try {
        context.runOnContext(_ -> requests.forEach(request -> request.counted(kept)));
      } catch (RejectedExecutionException _) {
        // the proxy has been closed, and its clients with it
      }
    });
  }

  /// The store is the only source: the counter's own total includes what earlier processes have
  /// counted, as far as they could report it.
  private void report() {
    reported = System.nanoTime();
    double more = total - usage.total();
    if (more > 0) {
      usage.add(more);
    }
  }

  /// Writes what waits, reports the total, and closes the store.
  public void close() throws SQLException, InterruptedException {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    writer.join(END_MILLIS);
    store.close();
  }
}
