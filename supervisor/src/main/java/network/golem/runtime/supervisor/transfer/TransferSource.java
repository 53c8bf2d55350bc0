package network.golem.runtime.supervisor.transfer;

import java.util.Optional;
import java.util.OptionalLong;

/// Where a transfer reads from.
sealed interface TransferSource permits FileSource, HttpSource {

  /// What is known about the content before it is read.
  ///
  /// @param length the length on which a node bases its decision
  /// @param ranges whether it can be read from any offset
  /// @param sure whether this is certainly the length of the content, and not of an error page
  /// @param flaw what is wrong with it although a node accepts it
  record Head(OptionalLong length, boolean ranges, boolean sure, Optional<String> flaw) {

    /// Whether there is nothing to read.
    boolean isEmpty() {
      return length.isPresent() && length.getAsLong() == 0;
    }
  }

  Head head() throws TransferException, InterruptedException;

  /// @param offset the number of bytes to skip; not 0 only if the head says that ranges are
  ///   supported
  Content open(Head head, long offset) throws TransferException, InterruptedException;
}
