package network.golem.runtime.supervisor.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What became of a command.
///
/// @param code 0 for success; the program's own exit code; -1 for a failure of the runtime or the
///   script
/// @param stdout what was captured; empty if that is nothing, or nobody asked for results
/// @param message what went wrong, as the real supervisor words it
/// @param explanation what that does not say; may be empty
/// @param batchFinished whether no further command of the batch follows
public record ExeResult(
    int code,
    Optional<Captured> stdout,
    Optional<Captured> stderr,
    Optional<String> message,
    String explanation,
    boolean batchFinished,
    Instant date,
    Duration time) {

  public boolean succeeded() {
    return message.isEmpty();
  }
}
