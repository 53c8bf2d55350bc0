package network.golem.runtime.supervisor.transfer;

import java.util.Optional;

/// Where a transfer writes.
sealed interface TransferDestination permits FileDestination, HttpDestination {

  /// How much is there already, to go on from; -1 if there is nothing.
  long present();

  /// Writes all of it.
  ///
  /// @param append behind what is there
  /// @return what went wrong although a node takes it for a success
  Optional<String> write(Content.Opening opening, boolean append)
      throws TransferException, InterruptedException;
}
