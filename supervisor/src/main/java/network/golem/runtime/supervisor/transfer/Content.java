package network.golem.runtime.supervisor.transfer;

import java.util.Optional;

/// The bytes of a source while they are read. Not thread-safe.
interface Content extends AutoCloseable {

  /// Reads the next bytes.
  ///
  /// @return how many bytes are in `block` now; -1 at the end
  int read(byte[] block) throws TransferException, InterruptedException;

  /// What is wrong with the bytes although a node accepts them. Known only at the end.
  default Optional<String> flaw() {
    return Optional.empty();
  }

  @Override
  void close();

  /// Opens the content; called again if a server redirects.
  interface Opening {
    Content open() throws TransferException, InterruptedException;
  }
}
