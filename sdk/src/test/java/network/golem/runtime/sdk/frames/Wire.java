package network.golem.runtime.sdk.frames;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import network.golem.runtime.protocol.MessageReader;
import network.golem.runtime.protocol.RuntimeMessage;
import org.jspecify.annotations.Nullable;

/// The supervisor's end of a writer's output: it may stop reading for a while, or forever, and
/// records which thread wrote what.
public final class Wire extends OutputStream {
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final List<Thread> writers = new ArrayList<>();
  private final AtomicReference<@Nullable Thread> writing = new AtomicReference<>();
  private boolean held;
  private boolean blocked;
  private boolean overlapped;
  private @Nullable Throwable failure;
  private boolean failsOnce;

  /// Stops reading.
  public synchronized void hold() {
    held = true;
  }

  /// Resumes reading.
  public synchronized void release() {
    held = false;
    notifyAll();
  }

  /// Makes every further write fail with this.
  synchronized void failWith(Throwable thrown) {
    failure = thrown;
    release();
  }

  /// The next write fails with this.
  synchronized void failOnceWith(Throwable thrown) {
    failsOnce = true;
    failWith(thrown);
  }

  /// Waits until a thread is blocked in a write.
  public synchronized void awaitBlocked() throws InterruptedException {
    while (!blocked) {
      wait();
    }
  }

  /// Waits until this many frames have arrived, and returns all.
  public List<RuntimeMessage> await(int count) throws InterruptedException {
    synchronized (this) {
      while (messages().size() < count) {
        wait();
      }
      return messages();
    }
  }

  /// All frames that have arrived. Nothing follows the last complete one.
  public synchronized List<RuntimeMessage> messages() {
    MessageReader<RuntimeMessage> reader =
        MessageReader.ofRuntimeMessages(new ByteArrayInputStream(received.toByteArray()));
    List<RuntimeMessage> messages = new ArrayList<>();
    try {
      for (RuntimeMessage message = reader.read(); message != null; message = reader.read()) {
        messages.add(message);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }

  /// The threads that have written, write by write.
  synchronized List<Thread> writers() {
    return List.copyOf(writers);
  }

  /// Whether two threads were writing at the same time.
  synchronized boolean isOverlapped() {
    return overlapped;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    boolean alone = writing.compareAndSet(null, Thread.currentThread());
    try {
      take(bytes, from, length, alone);
    } finally {
      if (alone) {
        writing.set(null);
      }
    }
  }

  private synchronized void take(byte[] bytes, int from, int length, boolean alone)
      throws IOException {
    overlapped |= !alone;
    blocked = held;
    notifyAll();
    try {
      while (held) {
        wait();
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      blocked = false;
    }
    Throwable thrown = failure;
    failure = failsOnce ? null : thrown;
    switch (thrown) {
      case null -> {}
      case IOException e -> throw e;
      case Error e -> throw e;
      default -> throw new AssertionError(thrown);
    }
    received.write(bytes, from, length);
    writers.add(Thread.currentThread());
    notifyAll();
  }
}
