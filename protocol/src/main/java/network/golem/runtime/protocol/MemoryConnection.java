package network.golem.runtime.protocol;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One end of a session that never leaves this process: an unbounded queue in each direction.
final class MemoryConnection<S extends Message, R extends Message> implements Connection<S, R> {
  private final Session session;
  private final Queue<S> sent;
  private final Queue<R> received;

  private MemoryConnection(Session session, Queue<S> sent, Queue<R> received) {
    this.session = session;
    this.sent = sent;
    this.received = received;
  }

  static InMemory pair() {
    Session session = new Session();
    Queue<Request> requests = new ArrayDeque<>();
    Queue<RuntimeMessage> answers = new ArrayDeque<>();
    return new InMemory(
        new MemoryConnection<>(session, requests, answers),
        new MemoryConnection<>(session, answers, requests));
  }

  @Override
  public void send(S message) throws IOException {
    session.lock.lock();
    try {
      if (session.closed) {
        throw new IOException("the session is closed, nothing can be sent");
      }
      sent.add(message);
      session.changed.signalAll();
    } finally {
      session.lock.unlock();
    }
  }

  @Override
  public @Nullable R receive() throws IOException {
    session.lock.lock();
    try {
      while (received.isEmpty() && !session.closed) {
        session.changed.await();
      }
      return received.poll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a message", e);
    } finally {
      session.lock.unlock();
    }
  }

  @Override
  public void close() {
    session.lock.lock();
    try {
      session.closed = true;
      session.changed.signalAll();
    } finally {
      session.lock.unlock();
    }
  }

  /// What both ends share; the lock guards the queues too.
  private static final class Session {
    final ReentrantLock lock = new ReentrantLock();
    final Condition changed = lock.newCondition();
    boolean closed;
  }
}
