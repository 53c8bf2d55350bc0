package network.golem.runtime.sdk.posix;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Allocates memory, and frees all of it when it is closed. To be used by one thread only, unless
/// it is never closed.
public final class MemoryScope implements AutoCloseable {
  /// What is allocated at once, from which small pieces are taken.
  private static final int BLOCK = 4 * 1024;

  private static final int ALIGNMENT = 16;

  private final List<NativeMemory> blocks = new ArrayList<>(2);
  private @Nullable NativeMemory current;
  private int used;
  private boolean closed;

  /// Memory that is filled with zeros, and aligned for any type of C.
  public NativeMemory allocate(int size) {
    checkOpen();
    if (size > BLOCK) {
      return block(size);
    }
    NativeMemory from = current;
    if (from == null || used + size > BLOCK) {
      from = block(BLOCK);
      current = from;
      used = 0;
    }
    NativeMemory piece = from.slice(used, size);
    used += (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return piece;
  }

  private NativeMemory block(int size) {
    NativeMemory block = CLibrary.get().allocate(this, size);
    blocks.add(block);
    return block;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException("native memory was used after it had been freed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      for (NativeMemory block : blocks) {
        CLibrary.get().free(block);
      }
    }
  }
}
