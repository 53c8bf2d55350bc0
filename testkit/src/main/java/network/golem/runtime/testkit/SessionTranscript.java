package network.golem.runtime.testkit;

import java.io.Serial;
import java.util.List;

/// The events of a session, attached to the failure of its test.
final class SessionTranscript extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  SessionTranscript(List<SessionEvent> events) {
    super(
        "the session, in seconds (→ to the runtime, ← from it):\n" + Transcript.of(events),
        null,
        false,
        false);
  }
}
