package network.golem.runtime.supervisor.transfer;

import java.util.Optional;
import java.util.OptionalLong;

/// Where a transfer reads.
sealed interface TransferSource permits FileSource, HttpSource {

  /// What is known before it is read.
  ///
  /// @param length what a node goes by
  /// @param ranges whether it can be read from any place on
  /// @param sure whether the length is the content's, rather than that of an error's page
  /// @param flaw what is wrong with it, although a node takes it
  record Head(OptionalLong length, boolean ranges, boolean sure, Optional<String> flaw) {

    /// There is nothing to read.
    boolean isEmpty() {
      return length.isPresent() && length.getAsLong() == 0;
    }
  }

  Head head() throws TransferException, InterruptedException;

  /// @param offset the bytes to leave out; not 0 only if the head says that this can be done
  Content open(Head head, long offset) throws TransferException, InterruptedException;
}
