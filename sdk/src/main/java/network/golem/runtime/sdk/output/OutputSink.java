package network.golem.runtime.sdk.output;

import network.golem.runtime.sdk.frames.SendCheck;

/// Where a command's output goes.
public interface OutputSink {
  /// How many bytes before a piece of output a sink may overwrite: what has to stand in front of
  /// it, such as a frame's header, is put there, and the piece is sent from where it lies.
  int HEADER_ROOM = 40;

  /// How many bytes whoever has output keeps free before it: for a sink's header, and for the
  /// beginning of its first character, which may have come with an earlier piece.
  int HEADROOM = HEADER_ROOM + CharacterEnds.LONGEST_REST;

  /// Takes a piece; waits if there is no room.
  ///
  /// @param buffer at least [#HEADER_ROOM] bytes before `from` may be overwritten
  /// @param check whether the command may still print. Nothing else asks it, so every sink has to:
  ///   at the last moment, and again after each wait
  /// @throws java.util.concurrent.CancellationException from `check`, or if nothing is taken any
  ///   more
  void write(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check);

  /// The same without waiting: false if there is no room now.
  boolean offer(OutputChannel channel, byte[] buffer, int from, int length, SendCheck check);

  /// The command shows an effect that is no output: a program has been started.
  void started();
}
