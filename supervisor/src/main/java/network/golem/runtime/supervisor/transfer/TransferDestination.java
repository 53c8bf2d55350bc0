package network.golem.runtime.supervisor.transfer;

import java.util.Optional;

/// Where a transfer writes to.
sealed interface TransferDestination permits FileDestination, HttpDestination {

  /// The number of bytes that are already there, to continue from; -1 if there is nothing.
  long present();

  /// Writes everything.
  ///
  /// @param append after what is already there
  /// @return what went wrong although a node treats it as a success
  Optional<String> write(Content.Opening opening, boolean append)
      throws TransferException, InterruptedException;
}
