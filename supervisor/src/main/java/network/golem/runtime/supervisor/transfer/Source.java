package network.golem.runtime.supervisor.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Where a transfer reads.
sealed interface Source permits FileSource, HttpSource {

  /// What is known before it is read.
  ///
  /// @param ranges whether it can be read from any place on
  record Head(OptionalLong length, boolean ranges) {}

  /// @throws IOException where the network fails, so that it may be tried again
  Head head() throws IOException, TransferException, InterruptedException;

  /// @param offset the bytes to leave out; not 0 only where the head says that this can be done
  InputStream open(long offset) throws IOException, TransferException, InterruptedException;
}
