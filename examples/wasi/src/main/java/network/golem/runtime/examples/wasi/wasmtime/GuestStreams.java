package network.golem.runtime.examples.wasi.wasmtime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import network.golem.runtime.examples.wasi.engine.Guest.Ending;
import network.golem.runtime.examples.wasi.engine.Guest.Limit;
import network.golem.runtime.examples.wasi.engine.GuestSpec;

/// A guest's standard streams. Used by the guest's thread only.
final class GuestStreams {
  static final int SUCCESS = 0;
  static final int FAULT = 21;
  static final int INVALID = 28;
  static final int IO = 29;

  private static final int CHUNK = 64 * 1024;
  private static final int VECTOR = 8;
  private static final int MOST_VECTORS = 1024;
  private static final long MEBIBYTE = 1024 * 1024;

  private final GuestThread guest;
  private final GuestSpec spec;
  private byte[] buffer = new byte[512];
  private long written;

  GuestStreams(GuestThread guest, GuestSpec spec) {
    this.guest = guest;
    this.spec = spec;
  }

  /// Writes what the vectors at `from` refer to, and stores the number of bytes at `result`.
  ///
  /// @return WASI's error number
  int write(GuestMemory memory, boolean toStderr, long from, long count, long result) {
    int error = check(memory, from, count, result);
    if (error != SUCCESS) {
      return error;
    }
    OutputStream stream = toStderr ? spec.stderr() : spec.stdout();
    ByteBuffer vectors = memory.at(from, (int) count * VECTOR);
    long all = 0;
    for (int i = 0; i < count; i++) {
      long pointer = Integer.toUnsignedLong(vectors.getInt(i * VECTOR));
      long length = Integer.toUnsignedLong(vectors.getInt(i * VECTOR + 4));
      if (all + length > Integer.MAX_VALUE) {
        break; // less than asked for is written; the guest asks again
      }
      for (long done = 0; done < length && !guest.isEnding(); ) {
        int chunk = (int) Math.min(CHUNK, length - done);
        if (!write(stream, memory.at(pointer + done, chunk), chunk)) {
          return IO;
        }
        done += chunk;
      }
      all += length;
    }
    memory.at(result, Integer.BYTES).putInt(0, (int) all);
    return SUCCESS;
  }

  /// All pointers are checked before anything is written.
  private static int check(GuestMemory memory, long vectors, long count, long result) {
    if (count > MOST_VECTORS) {
      return INVALID;
    }
    if (!memory.contains(vectors, count * VECTOR) || !memory.contains(result, Integer.BYTES)) {
      return FAULT;
    }
    ByteBuffer each = memory.at(vectors, (int) count * VECTOR);
    while (each.hasRemaining()) {
      long pointer = Integer.toUnsignedLong(each.getInt());
      if (!memory.contains(pointer, Integer.toUnsignedLong(each.getInt()))) {
        return FAULT;
      }
    }
    return SUCCESS;
  }

  private boolean write(OutputStream stream, ByteBuffer bytes, int length) {
    long limit = spec.limits().outputBytes();
    int allowed = (int) Math.min(length, limit - written);
    byte[] chunk = buffer(allowed);
    bytes.get(chunk, 0, allowed);
    try {
      stream.write(chunk, 0, allowed);
    } catch (IOException e) {
      return false;
    }
    written += allowed;
    if (allowed < length) {
      guest.end(
          new Ending.Limited(
              Limit.OUTPUT, "its output exceeded the limit of " + limit / MEBIBYTE + " MiB"));
    }
    return true;
  }

  /// Reads into what the vectors at `to` refer to, once, and stores the number of bytes at
  /// `result`.
  ///
  /// @return WASI's error number
  int read(GuestMemory memory, long to, long count, long result) {
    int error = check(memory, to, count, result);
    if (error != SUCCESS) {
      return error;
    }
    int got = 0;
    ByteBuffer vectors = memory.at(to, (int) count * VECTOR);
    while (vectors.hasRemaining()) {
      long pointer = Integer.toUnsignedLong(vectors.getInt());
      int room = (int) Math.min(CHUNK, Integer.toUnsignedLong(vectors.getInt()));
      if (room > 0) {
        byte[] chunk = buffer(room);
        try {
          got = Math.max(0, spec.stdin().read(chunk, 0, room));
        } catch (IOException e) {
          return IO;
        }
        memory.at(pointer, got).put(chunk, 0, got);
        break; // what is there now; a second read could wait
      }
    }
    memory.at(result, Integer.BYTES).putInt(0, got);
    return SUCCESS;
  }

  private byte[] buffer(int size) {
    if (buffer.length < size) {
      buffer = new byte[Math.min(CHUNK, Math.max(size, 2 * buffer.length))];
    }
    return buffer;
  }
}
