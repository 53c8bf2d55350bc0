package network.golem.runtime.sdk.processes.ending;

import java.io.IOException;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.posix.Posix;
import network.golem.runtime.sdk.processes.accounting.Reaper;

/// The connection to a script that was started by `posix_spawn`.
///
/// @param descriptor this end of the pipe, which no other process has
public record NativeWarden(long pid, int descriptor) implements Warden.Line {

  @Override
  public void write(byte[] bytes) throws IOException {
    try (MemoryScope scope = new MemoryScope()) {
      NativeMemory memory = scope.allocate(bytes.length).put(0, bytes, 0, bytes.length);
      Posix posix = new Posix(scope);
      if (posix.write(descriptor, memory) != bytes.length) {
        throw new IOException(ErrorWords.of(posix.errno()));
      }
    }
  }

  @Override
  public void hangUp() {
    try (MemoryScope scope = new MemoryScope()) {
      Posix posix = new Posix(scope);
      posix.close(descriptor);
      var _ = Reaper.reap(pid, scope, posix);
    }
  }
}
