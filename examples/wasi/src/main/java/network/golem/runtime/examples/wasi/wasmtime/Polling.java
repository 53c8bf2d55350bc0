package network.golem.runtime.examples.wasi.wasmtime;

import static network.golem.runtime.examples.wasi.wasmtime.GuestStreams.FAULT;
import static network.golem.runtime.examples.wasi.wasmtime.GuestStreams.INVALID;
import static network.golem.runtime.examples.wasi.wasmtime.GuestStreams.SUCCESS;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// `poll_oneoff`, if only clocks are waited for: the only call of WASI that waits.
final class Polling {
  /// `back.wat` then calls WASI's own.
  static final int NOT_ONLY_CLOCKS = -1;

  private static final int SUBSCRIPTION = 48;
  private static final int TYPE = 8;
  private static final int CLOCK_ID = 16;
  private static final int TIMEOUT = 24;
  private static final int FLAGS = 40;
  private static final int EVENT = 32;
  private static final int MOST = 4096;

  private static final int CLOCK = 0;
  private static final int REALTIME = 0;
  private static final int MONOTONIC = 1;

  private Polling() {}

  /// Waits for the first clock, and stores an event for each clock that has reached its time.
  ///
  /// @param now the guest's monotonic clock, in nanoseconds
  /// @return WASI's error number, or [#NOT_ONLY_CLOCKS]
  static int poll(
      GuestThread guest,
      GuestMemory memory,
      long from,
      long to,
      long count,
      long result,
      long now) {
    if (count == 0 || count > MOST) { // WASI's own would wait, out of a kill's reach
      return INVALID;
    }
    if (!memory.contains(from, count * SUBSCRIPTION)
        || !memory.contains(to, count * EVENT)
        || !memory.contains(result, Integer.BYTES)) {
      return FAULT;
    }
    ByteBuffer subscriptions = memory.at(from, (int) count * SUBSCRIPTION);
    long[] due = new long[(int) count];
    long first = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      int at = i * SUBSCRIPTION;
      if (subscriptions.get(at + TYPE) != CLOCK) {
        return NOT_ONLY_CLOCKS;
      }
      int clock = subscriptions.getInt(at + CLOCK_ID);
      if (clock != REALTIME && clock != MONOTONIC) {
        return INVALID;
      }
      long wanted = subscriptions.getLong(at + TIMEOUT);
      boolean absolute = (subscriptions.getShort(at + FLAGS) & 1) != 0;
      due[i] = remaining(wanted, absolute, clock == REALTIME ? realtime() : now);
      first = Math.min(first, due[i]);
    }
    guest.pause(first);
    ByteBuffer events = memory.at(to, (int) count * EVENT);
    byte[] event = new byte[EVENT];
    long[] identities = identities(subscriptions, due.length);
    int stored = 0;
    for (int i = 0; i < due.length; i++) {
      if (due[i] <= first) {
        events.put(stored * EVENT, event).putLong(stored * EVENT, identities[i]);
        stored++;
      }
    }
    memory.at(result, Integer.BYTES).putInt(0, stored);
    return SUCCESS;
  }

  /// Read before events are stored, which may be at the same place.
  private static long[] identities(ByteBuffer subscriptions, int count) {
    long[] identities = new long[count];
    for (int i = 0; i < count; i++) {
      identities[i] = subscriptions.getLong(i * SUBSCRIPTION);
    }
    return identities;
  }

  /// In nanoseconds. Times are unsigned; one beyond 292 years is for ever.
  private static long remaining(long wanted, boolean absolute, long now) {
    long time = wanted < 0 ? Long.MAX_VALUE : wanted;
    return absolute ? Math.max(0, time - now) : time;
  }

  private static long realtime() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }
}
