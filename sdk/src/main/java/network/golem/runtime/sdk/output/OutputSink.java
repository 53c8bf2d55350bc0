package network.golem.runtime.sdk.output;

import network.golem.runtime.sdk.frames.SendCheck;

/// The destination of a command's output.
public interface OutputSink {
  /// The number of bytes before a piece of output that a sink may overwrite, for instance with a
  /// frame's header, so that the piece is sent without copying it.
  int HEADER_ROOM = 40;

  /// The number of bytes that callers keep free before output: for a sink's header, and for the
  /// beginning of the first character, which may have arrived with an earlier piece.
  int HEADROOM = HEADER_ROOM + CharacterEnds.LONGEST_REST;

  /// Accepts a piece; waits if there is no room.
  ///
  /// @param buffer at least [#HEADER_ROOM] bytes before `from` may be overwritten
  /// @param check decides whether the command may still print. Every sink must call it, because
  ///   nothing else does: at the last moment, and again after each wait
  /// @throws java.util.concurrent.CancellationException from `check`, or if no more output is
  ///   accepted
  void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check);

  /// Accepts a piece without waiting. False if there is no room now.
  boolean offer(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check);

  /// Makes the threads that wait for room check again, because the result of a check has changed.
  void recheck();

  /// Called when the command has had a visible effect other than output: it has started a program.
  void started();
}
