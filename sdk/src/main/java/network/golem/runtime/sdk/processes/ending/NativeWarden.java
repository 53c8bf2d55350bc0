package network.golem.runtime.sdk.processes.ending;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.processes.accounting.Reaper;

/// The connection to a script that was started by `posix_spawn`.
///
/// @param descriptor this end of the pipe, which no other process has
public record NativeWarden(long pid, int descriptor) implements Warden.Line {

  @Override
  public void write(byte[] bytes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(bytes.length);
      MemorySegment.copy(bytes, 0, segment, JAVA_BYTE, 0, bytes.length);
      Posix posix = new Posix(arena);
      if (posix.write(descriptor, segment) != bytes.length) {
        throw new IOException(ErrorWords.of(posix.errno()));
      }
    }
  }

  @Override
  public void hangUp() {
    try (Arena arena = Arena.ofConfined()) {
      Posix posix = new Posix(arena);
      posix.close(descriptor);
      var _ = Reaper.reap(pid, arena, posix);
    }
  }
}
