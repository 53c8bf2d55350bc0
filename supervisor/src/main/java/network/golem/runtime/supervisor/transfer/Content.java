package network.golem.runtime.supervisor.transfer;

import java.util.Optional;

/// Bytes on their way from a source. For one thread.
interface Content extends AutoCloseable {

  /// Reads the next bytes.
  ///
  /// @return how many there are in `block` now; -1 at the end
  int read(byte[] block) throws TransferException, InterruptedException;

  /// What is wrong with what was read, although a node takes it; known at the end.
  default Optional<String> flaw() {
    return Optional.empty();
  }

  @Override
  void close();

  /// Opens what is to be read; again if a server sends us elsewhere.
  interface Opening {
    Content open() throws TransferException, InterruptedException;
  }
}
