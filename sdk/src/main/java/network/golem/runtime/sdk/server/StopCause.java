package network.golem.runtime.sdk.server;

import org.jspecify.annotations.Nullable;

/// Why a runtime stops.
sealed interface StopCause {

  /// The supervisor asks for it.
  record Requested(long requestId) implements StopCause {}

  /// The supervisor has closed its end.
  record EndOfInput() implements StopCause {}

  /// What came was no frame, or could not be read or answered at all.
  record Broken(String sentence) implements StopCause {}

  /// The process that started this one is gone.
  record ParentDied() implements StopCause {}

  /// The process has been told to exit, mostly by a signal.
  record ProcessExit() implements StopCause {}

  /// What is written is not read any more.
  record OutputClosed(String sentence) implements StopCause {}

  /// The author's own wish: the process stays.
  ///
  /// @param quiesce what it does meanwhile
  /// @param caller the command that wished it, which may return first
  /// @param byStart whether it was `start`, which may too
  record ByAuthor(Quiesce quiesce, @Nullable RunningCommand caller, boolean byStart)
      implements StopCause {}
}
