package network.golem.runtime.testkit;

import java.io.Serial;

/// A session has failed. The message shows everything that happened.
final class SessionFailure extends AssertionError {
  @Serial private static final long serialVersionUID = 1L;

  SessionFailure(String sentence, String transcript) {
    super(sentence + "\nThe session, in seconds (→ to the runtime, ← from it):\n" + transcript);
  }
}
