package network.golem.runtime.examples.wasi.wasmtime;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What the host functions of one guest have looked at last. Creating a buffer for an address takes
/// longer than everything else that a small write does, and a guest that writes in a loop passes
/// the same addresses each time. Used by the guest's thread only.
final class Views {
  private long address;
  private @Nullable ByteBuffer values;
  private @Nullable GuestMemory memory;

  /// Memory at an address. It must be valid.
  ByteBuffer values(long at, int bytes) {
    ByteBuffer known = values;
    if (known == null || address != at || known.capacity() != bytes) {
      known = NativeMemory.at(at, bytes);
      values = known;
      address = at;
    }
    return known;
  }

  /// The guest's memory.
  GuestMemory memory(long base, long size) {
    GuestMemory known = memory;
    if (known == null || known.base() != base || known.size() != size) {
      known = GuestMemory.at(base, size);
      memory = known;
    }
    return known;
  }
}
