package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;

/// Where a transfer writes.
sealed interface Destination permits FileDestination, HttpDestination {

  /// How much is there already, to go on from.
  long present() throws TransferException;

  /// Opens what is to be written; more than once where a server sends us elsewhere.
  interface Content {
    InputStream open() throws IOException, TransferException, InterruptedException;
  }

  /// Writes all of it.
  ///
  /// @param append behind what is there
  /// @throws IOException where the network or the source fails, so that it may be tried again
  void write(Content content, boolean append)
      throws IOException, TransferException, InterruptedException;
}
