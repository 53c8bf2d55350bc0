package network.golem.runtime.sdk.server;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The reason why a runtime stops.
sealed interface StopCause {

  /// The supervisor has sent a shutdown request.
  record Requested(long requestId) implements StopCause {}

  /// The supervisor has closed its end of the pipe.
  record EndOfInput() implements StopCause {}

  /// The input is not a frame, or cannot be read or answered at all.
  record Broken(String sentence) implements StopCause {}

  /// The parent process has died.
  record ParentDied() implements StopCause {}

  /// The process has been told to exit.
  ///
  /// @param reason what the author's code did, in a sentence; empty if it was a signal
  record ProcessExit(Optional<String> reason) implements StopCause {}

  /// The supervisor no longer reads the output.
  record OutputClosed(String sentence) implements StopCause {}

  /// The author has asked to stop serving; the process stays.
  ///
  /// @param quiesce the author's request
  /// @param caller the command that wished it, which may return first
  /// @param byStart whether it was `start`, which may too
  record ByAuthor(Quiesce quiesce, @Nullable RunningCommand caller, boolean byStart)
      implements StopCause {}
}
