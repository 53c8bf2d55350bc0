package network.golem.runtime.supervisor.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a command ended.
///
/// @param code 0 for success, the program's exit code, or -1 if the runtime or the script failed
/// @param stdout what was captured; empty if nothing was, or if [PlayOptions#results()] is false
/// @param message what went wrong, in the node's words
/// @param explanation what the node does not say; may be empty, or have several lines
/// @param runtimesWords the runtime's own sentence, if the runtime has refused the command
/// @param batchFinished whether this is the last command of its batch
public record ExeResult(
    int code,
    Optional<Captured> stdout,
    Optional<Captured> stderr,
    Optional<String> message,
    String explanation,
    Optional<String> runtimesWords,
    boolean batchFinished,
    Instant date,
    Duration time) {

  public boolean succeeded() {
    return message.isEmpty();
  }
}
