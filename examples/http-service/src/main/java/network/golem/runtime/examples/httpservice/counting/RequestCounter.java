package network.golem.runtime.examples.httpservice.counting;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import network.golem.runtime.examples.httpservice.counting.RequestStore.EndpointKey;
import network.golem.runtime.sdk.Counter;
import org.slf4j.LoggerFactory;

/// Counts requests on disk, and reports their total. Whoever wants one of them counted writes all
/// that have come meanwhile in one transaction: so the busier the proxy is, the less each of them
/// costs. If another thread is writing, that one goes on, and nobody waits.
public final class RequestCounter {
  /// The usage counter is raised at most this often; each time, a message is sent.
  private static final Duration REPORTS = Duration.ofMillis(100);

  /// Stands for a thread that no request belongs to.
  private static final Executor NOBODYS = Runnable::run;

  private static final Duration END = Duration.ofSeconds(1);

  private final RequestStore store;
  private final Counter usage;
  private final Consumer<String> lost;
  private final Thread reporter;

  @GuardedBy("this")
  private List<Counted> waiting = new ArrayList<>();

  @GuardedBy("this")
  private boolean ended;

  /// Held by the thread that uses the store to count.
  private final ReentrantLock writing = new ReentrantLock();

  /// Whether something is to be written. Set before the lock is tried, and read by its holder after
  /// giving it back, so that one of the two always writes.
  private volatile boolean wanted;

  /// Requests on disk; raised under the lock.
  private final AtomicLong total;

  /// Whether the reporter waits for the total to rise.
  private volatile boolean reporterWaits;

  private RequestCounter(RequestStore store, long total, Counter usage, Consumer<String> lost) {
    this.store = store;
    this.total = new AtomicLong(total);
    this.usage = usage;
    this.lost = lost;
    this.reporter = Thread.ofPlatform().daemon().name("request counter").unstarted(this::reports);
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
    counter.reporter.start();
    return counter;
  }

  /// Counts a request, at the latest at the next [#write(Executor)]. Returns at once.
  public void count(Counted request) {
    synchronized (this) {
      if (!ended) {
        waiting.add(request);
        return;
      }
    }
    request.counted(false);
  }

  /// Has all requests so far written to the disk, by this thread, or by the one that is writing.
  ///
  /// @param here this thread, as [Counted#thread()] returns it
  public void write(Executor here) {
    wanted = true;
    while (wanted && writing.tryLock()) {
      writeLocked(here);
    }
  }

  /// Writes what waits, gives the lock back, which the caller holds, and tells the requests.
  private void writeLocked(Executor here) {
    List<Counted> batch;
    boolean kept;
    try {
      wanted = false;
      batch = take();
      kept = write(batch);
    } finally {
      writing.unlock();
    }
    answer(batch, kept, here);
    if (reporterWaits) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private synchronized List<Counted> take() {
    List<Counted> batch = waiting;
    waiting = new ArrayList<>();
    return batch;
  }

  private boolean write(List<Counted> batch) {
    if (batch.isEmpty()) {
      return true;
    }
    Map<EndpointKey, Integer> requests = new HashMap<>();
    for (Counted request : batch) {
      requests.merge(new EndpointKey(request.user(), request.endpoint()), 1, Integer::sum);
    }
    try {
      store.add(batch.size(), requests);
      long _ = total.addAndGet(batch.size());
      return true;
    } catch (SQLException e) {
      lost.accept("cannot count requests: " + e.getMessage());
      return false;
    }
  }

  /// Wakes each of the other threads once.
  private static void answer(List<Counted> batch, boolean kept, Executor here) {
    Map<Executor, List<Counted>> elsewhere = new HashMap<>();
    for (Counted request : batch) {
      if (request.thread().equals(here)) {
        tell(request, kept);
      } else {
        elsewhere.computeIfAbsent(request.thread(), _ -> new ArrayList<>()).add(request);
      }
    }
    elsewhere.forEach((thread, requests) -> {
      try {
        thread.execute(() -> requests.forEach(request -> tell(request, kept)));
      } catch (RejectedExecutionException _) {
        // the proxy has been closed, and its clients with it
      }
    });
  }

  /// A request whose answer cannot be sent must not hold up the others.
  private static void tell(Counted request, boolean kept) {
    try {
      request.counted(kept);
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(RequestCounter.class).warn("an answer could not be sent", e);
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

  private void reports() {
    try {
      while (awaitMore()) {
        report();
        if (store.isLogLong()) {
          shortenLog();
        }
        pause();
      }
    } catch (InterruptedException _) {
      // the runtime has no more time; the next start reports what is in the store
    }
  }

  /// @return false at the end
  private synchronized boolean awaitMore() throws InterruptedException {
    reporterWaits = true; // before the total is read: who raises it afterwards notifies
    while (!ended && total.get() <= usage.total()) {
      wait();
    }
    reporterWaits = false;
    return !ended;
  }

  /// Waits for the time of the next report, or for the end.
  private synchronized void pause() throws InterruptedException {
    long next = System.nanoTime() + REPORTS.toNanos();
    for (long left = REPORTS.toNanos(); !ended && left > 0; left = next - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /// Under the lock, so that those who count leave their requests, and go on.
  private void shortenLog() {
    writing.lock();
    try {
      store.shortenLog();
    } catch (SQLException e) {
      lost.accept("cannot count requests: " + e.getMessage());
    } finally {
      writing.unlock();
    }
    if (wanted) {
      write(NOBODYS);
    }
  }

  /// The store is the only source: the counter's own total includes what earlier processes have
  /// counted, as far as they could report it.
  private void report() {
    double more = total.get() - usage.total();
    if (more > 0) {
      usage.add(more);
    }
  }

  /// Writes what waits, reports the total, and closes the store.
  public void close() throws SQLException, InterruptedException {
    boolean mayWrite = writing.tryLock(END.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (this) {
      ended = true;
    }
    if (mayWrite) { // otherwise a transaction hangs, and the disk takes no other
      writeLocked(NOBODYS);
    }
    synchronized (this) {
      notifyAll();
    }
    if (reporter.join(END)) {
      report(); // what was written after the reporter's last
    }
    store.close();
  }
}
